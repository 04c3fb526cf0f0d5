import type { LabDoor, LabKey, LabRequest, LabView } from "@/lib/contract/lab";
import { heldKey, isSpent } from "../held";
import { tokenPayload } from "../token_payload";
import { knocksOf } from "./knocks";

/** What is done with a copied token, one after the other. */
export const COPIED_STAGES = ["steal", "signin", "end", "knock"] as const;

/** How far the visitor has gone with a token that a thief has copied. */
export interface Copied {
  /** What comes next. `keys`: there is no live token to copy; `seen`: all is done. */
  readonly next: "keys" | (typeof COPIED_STAGES)[number] | "seen";
  /** The sign-in that the copy belongs to, while it is live. */
  readonly signIn: string | null;
  /** What became of the thief's last knocks since that sign-in was ended. */
  readonly knocks: Readonly<Record<LabDoor, LabRequest | null>>;
}

/** What the thief knocks with. */
export const THIEFS_COPY = { holder: "thief", kind: "access" } as const;

/** @param now by the lab's clock; milliseconds since the epoch */
export function copiedIn(view: LabView, now: number): Copied {
  const copy = heldKey(view, "thief", "access");
  const knocks = knocksSinceEnd(view, copy);
  const seen = knocks !== null && knocks.ours?.refusal != null && knocks.neighbour?.refusal === null;
  const isOver = copy === null || copy.expiresAt <= now;
  const nothing = { signIn: null, knocks: { ours: null, neighbour: null } };
  if (knocks !== null && (seen || !isOver)) return { next: seen ? "seen" : "knock", signIn: null, knocks };
  const own = heldKey(view, "you", "access");
  if (isOver || copy.row === null) return { next: isSpent(own, now) ? "keys" : "steal", ...nothing };
  const isLeft = own !== null && own.row !== null && own.row !== copy.row;
  return { ...nothing, next: isLeft ? "end" : "signin", signIn: copy.row };
}

/** Null: its sign-in was not ended from elsewhere. */
function knocksSinceEnd(view: LabView, copy: LabKey | null): Copied["knocks"] | null {
  const ending = view.findings.elsewhere.token;
  if (copy === null || ending === null || ending.signIn !== signInOf(copy)) return null;
  const last = (door: LabDoor) =>
    knocksOf(view, { ...THIEFS_COPY, door }, ending.endedAt).findLast(({ keys }) => keys.includes(copy.id));
  return { ours: last("ours") ?? null, neighbour: last("neighbour") ?? null };
}

/** The sign-in that a token was made in, live or not. */
function signInOf({ raw }: LabKey): string | null {
  const payload = tokenPayload(raw);
  return payload === "" ? null : JSON.parse(payload).sid;
}
