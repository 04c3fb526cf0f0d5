import type { LabKey, LabRow, LabView } from "@/lib/contract/lab";
import { columnTime } from "./column_time";

/** A refresh token of the visitor's sign-in, with what the server says of it. */
export interface ChainLink {
  readonly key: LabKey;
  /** "R1" for the first of its sign-in. */
  readonly name: string;
  readonly state: LabRow["state"];
  /** Until when it gets the same successor again; milliseconds since the epoch. Null: it has no successor. */
  readonly graceUntil: number | null;
  /** Whether the one after it in the chain took its place: none does where spent tokens are not blacklisted. */
  readonly isReplaced: boolean;
}

/** All refresh tokens of the sign-in that the visitor's newest one belongs to, the oldest first. */
export function chainOf(view: LabView): readonly ChainLink[] {
  const own = view.keys.filter((key) => key.kind === "refresh" && key.holder === "you");
  const newest = own.at(-1);
  if (newest === undefined) return [];
  const family = familyOf(view, newest);
  const ofFamily = own.filter((key) => key === newest || (family !== null && familyOf(view, key) === family));
  const distinct = ofFamily.filter(
    (key, index) => ofFamily.findIndex(({ jti }) => jti === key.jti) === index,
  );
  const keys = distinct.sort((one, other) => (one.place ?? 0) - (other.place ?? 0));
  return keys.map((key, index) => linkOf(view, key, keys[index + 1]));
}

function linkOf(view: LabView, key: LabKey, next: LabKey | undefined): ChainLink {
  const row = tokenRow(view, key);
  const rotatedAt = row && columnTime(row, "rotated_at");
  return {
    key,
    name: nameOf(key),
    state: row?.state ?? "ended",
    graceUntil: rotatedAt && rotatedAt + view.gracePeriod * 1_000,
    isReplaced: next !== undefined && row?.columns.successor_jti === next.jti,
  };
}

export function nameOf(key: LabKey): string {
  return `R${key.place ?? 1}`;
}

/** By its `jti`: a key's own row counts only while it is live. */
function tokenRow({ rows }: LabView, { jti }: LabKey): LabRow | null {
  return rows.find(({ table, id }) => table === "latchkey_token" && id === jti) ?? null;
}

function familyOf(view: LabView, key: LabKey): string | null {
  const family = tokenRow(view, key)?.columns.family_id;
  return typeof family === "string" ? family : null;
}
