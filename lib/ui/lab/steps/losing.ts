import type { LabKey, LabRequest, LabView } from "@/lib/contract/lab";
import { heldKey } from "../held";
import { type Knocked, knocksOf } from "./knocks";

export type ThiefsKnock = "session" | "access" | "refresh" | "neighbour";

/** How far the story of the stolen keys has gone. Times in milliseconds since the epoch, by the lab's clock. */
export interface Losing {
  /** The thief's copy of the access token, and when it was made; null: nothing was copied yet. */
  readonly token: LabKey | null;
  readonly copiedAt: number | null;
  /** When the visitor signed out after that. */
  readonly signedOutAt: number | null;
  /** What became of the first of the thief's knocks since, and of the first time that they spent the refresh token. */
  readonly knocks: Readonly<Record<ThiefsKnock, LabRequest | null>>;
  /** What became of the last one at the neighbour's, where that is another one. */
  readonly later: LabRequest | null;
  /** When the neighbour refused the copy. */
  readonly overAt: number | null;
}

/** What the thief knocks with, and where. */
export const THIEFS_KNOCKS = {
  session: { holder: "thief", kind: "session", door: "ours" },
  access: { holder: "thief", kind: "access", door: "ours" },
  neighbour: { holder: "thief", kind: "access", door: "neighbour" },
} as const satisfies Record<string, Knocked>;

export function losingIn(view: LabView): Losing {
  const token = heldKey(view, "thief", "access");
  const copiedAt = (token ?? heldKey(view, "thief", "session"))?.takenAt ?? null;
  const { signOut } = view.findings;
  const signedOutAt = copiedAt !== null && signOut !== null && signOut.at >= copiedAt ? signOut.at : null;
  const since = (knocked: Knocked) => (signedOutAt === null ? [] : knocksOf(view, knocked, signedOutAt));
  const first = (knocked: Knocked) => since(knocked)[0] ?? null;
  const { session, access, neighbour } = THIEFS_KNOCKS;
  const refresh = view.requests.find(
    ({ act, holder, at }) =>
      act === "refresh" && holder === "thief" && signedOutAt !== null && at >= signedOutAt,
  );
  return {
    token,
    copiedAt,
    signedOutAt,
    knocks: {
      session: first(session),
      access: first(access),
      refresh: refresh ?? null,
      neighbour: first(neighbour),
    },
    later: since(neighbour).slice(1).at(-1) ?? null,
    overAt: signedOutAt === null ? null : (signOut?.neighbourRefusedAt ?? null),
  };
}
