import { LAB_HOLDERS, type LabHolder, type LabKey, type LabRow } from "@/lib/contract/lab";
import type { Mode } from "../../mode";

/** `ended`: its row is gone or dead; `rotated`: a refresh token that was spent. */
export type TagState = LabRow["state"];

export function modeOf({ kind }: LabKey): Mode {
  return kind === "session" ? "session" : "token";
}

/** What a tag says at a time of the lab's clock. */
export function tagState(key: LabKey, rows: readonly LabRow[], now: number): TagState {
  if (key.expiresAt <= now) return "expired";
  const own = rows.find(({ table, id }) => table === "latchkey_token" && id === key.jti);
  if (key.kind === "refresh" && own?.state === "rotated") return "rotated";
  return key.row === null ? "ended" : "live";
}

/** Who holds credentials of a mode, each with these; the visitor always. */
export function holdersOf(keys: readonly LabKey[], mode: Mode): [holder: LabHolder, held: LabKey[]][] {
  return LAB_HOLDERS.map((holder): [LabHolder, LabKey[]] => [
    holder,
    keys.filter((key) => key.holder === holder && key.droppedAt === null && modeOf(key) === mode),
  ]).filter(([holder, held]) => holder === "you" || held.length > 0);
}

/** The refresh tokens of one family, oldest first: what the visitor holds and has let go of. Empty where there is but one. */
export function chainOf(key: LabKey, keys: readonly LabKey[]): readonly LabKey[] {
  if (key.kind !== "refresh" || key.copyOf !== null) return [];
  const own = keys.filter(
    ({ kind, holder, copyOf }) => kind === "refresh" && holder === key.holder && copyOf === null,
  );
  // A new sign-in begins with the first place again.
  const from = own.findLastIndex(({ id, place }) => id <= key.id && place === 1);
  const chain = own.slice(Math.max(0, from), own.indexOf(key) + 1);
  return chain.length > 1 ? chain : [];
}

/** The first characters of a row's id, which tell it from the others of a lab. */
export function shortId(id: string): string {
  return id.slice(0, 6);
}
