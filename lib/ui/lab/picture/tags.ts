import {
  LAB_HOLDERS,
  LAB_KEY_KINDS,
  type LabHolder,
  type LabKey,
  type LabKeyKind,
  type LabRow,
} from "@/lib/contract/lab";
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

/** Who holds credentials of a mode, or has held some, each with these; the visitor always. */
export function holdersOf(keys: readonly LabKey[], mode: Mode): [holder: LabHolder, held: LabKey[]][] {
  return LAB_HOLDERS.flatMap((holder): [LabHolder, LabKey[]][] => {
    const had = keys.filter((key) => key.holder === holder && modeOf(key) === mode);
    if (holder !== "you" && had.length === 0) return [];
    const held = LAB_KEY_KINDS.flatMap((kind) =>
      had.filter((key) => key.kind === kind && key.droppedAt === null),
    );
    return [[holder, held]];
  });
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

/** A row by its table and id: a family and its first refresh token may share an id. */
export interface RowName {
  readonly table: LabRow["table"];
  readonly id: string;
}

const TABLES: Readonly<Record<LabKeyKind, LabRow["table"]>> = {
  session: "latchkey_session",
  access: "latchkey_family",
  sliding: "latchkey_family",
  refresh: "latchkey_token",
};

/** The row that a credential leads to; null: none. */
export function rowOf({ kind, row }: LabKey): RowName | null {
  return row === null ? null : { table: TABLES[kind], id: row };
}

/** The id of a row's element. */
export function rowAnchor({ table, id }: RowName): string {
  return `${table}-${id}`;
}

/** What tells a row from the others of a lab: "family 2f70f1". */
export function shortName({ table, id }: RowName): string {
  return `${table.replace("latchkey_", "")} ${shortId(id)}`;
}

export function shortId(id: string): string {
  return id.slice(0, 6);
}

/**
 * The rows that say how things stand, and those of sign-ins that are over: all but the latest family and its tokens, once they
 * are not live.
 */
export function sortedOut(rows: readonly LabRow[]): { shown: readonly LabRow[]; over: readonly LabRow[] } {
  const latest = rows.findLast(({ table }) => table === "latchkey_family")?.id;
  const living = rows.flatMap(({ table, id, state }) =>
    table === "latchkey_family" && (state === "live" || id === latest) ? id : [],
  );
  const isShown = ({ table, id, state, columns }: LabRow) => {
    if (table === "latchkey_session") return state === "live";
    return living.includes(table === "latchkey_family" ? id : String(columns.family_id));
  };
  return { shown: rows.filter(isShown), over: rows.filter((row) => !isShown(row)) };
}
