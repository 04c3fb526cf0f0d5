import type { Mode } from "../mode";
import { noteTokenChange } from "./last_token_change";

const HAPPENINGS = ["signed-in", "signed-out", "refreshed", "ended"] as const;

/** What happened to the cookies of a mode; `ended`: the server refused what they held. */
export interface CredentialChange {
  readonly mode: Mode;
  readonly what: (typeof HAPPENINGS)[number];
}

/** Where a change was made: by another component of this page, or in another tab of this browser. */
export type ChangePlace = "this-tab" | "other-tab";

type Listener = (change: CredentialChange, place: ChangePlace) => void;

const NAME = "latchkey-credentials";
const listeners = new Set<Listener>();
let channel: BroadcastChannel | null = null;

/** One channel per tab: a channel does not receive its own messages. */
function open(): BroadcastChannel {
  if (channel !== null) return channel;
  channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", ({ data }) => {
    if (isChange(data)) tell(data, "other-tab");
  });
  return channel;
}

function tell(change: CredentialChange, place: ChangePlace): void {
  for (const listener of [...listeners]) listener(change, place);
}

/** A tab may still run the scripts of another version. */
function isChange(data: unknown): data is CredentialChange {
  if (typeof data !== "object" || data === null || !("mode" in data && "what" in data)) return false;
  return (
    (data.mode === "session" || data.mode === "token") &&
    HAPPENINGS.some((happening) => happening === data.what)
  );
}

/** Tells this page and the other tabs of this browser that the cookies of a mode have changed. */
export function announceCredentialChange(change: CredentialChange): void {
  if (change.mode === "token") noteTokenChange();
  open().postMessage(change);
  tell(change, "this-tab");
}

/** @returns stops listening */
export function onCredentialChange(listener: Listener): () => void {
  open();
  listeners.add(listener);
  return () => listeners.delete(listener);
}
