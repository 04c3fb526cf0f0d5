import type { LabRow } from "@/lib/contract/lab";
import type { RawRow, SignInTable } from "@/lib/store/lab/rows";
import { dateFrom } from "@/lib/store/statements";

/** The rows of sign-ins with what they are worth now. @param now by the lab's clock; milliseconds since the epoch */
export function shownRows(tables: Record<SignInTable, readonly RawRow[]>, now: number): LabRow[] {
  const endedFamilies = new Set(
    tables.latchkey_family.filter((row) => row.ended_at !== null).map(({ id }) => id),
  );
  return [
    ...tables.latchkey_session.map((row) =>
      shown("latchkey_session", row, isPast(row, now) ? "expired" : "live"),
    ),
    ...tables.latchkey_family.map((row) => {
      const state = row.ended_at !== null ? "ended" : isPast(row, now) ? "expired" : "live";
      return shown("latchkey_family", row, state);
    }),
    ...tables.latchkey_token.map((row) => shown("latchkey_token", row, tokenState(row, endedFamilies, now))),
  ];
}

function tokenState(row: RawRow, endedFamilies: ReadonlySet<unknown>, now: number): LabRow["state"] {
  if (endedFamilies.has(row.family_id)) return "ended";
  if (isPast(row, now)) return "expired";
  if (row.rotated_at !== null) return "rotated";
  return row.blacklisted_at === null ? "live" : "ended";
}

function isPast(row: RawRow, now: number): boolean {
  return now >= dateFrom(String(row.expires_at)).getTime();
}

function shown(table: SignInTable, columns: RawRow, state: LabRow["state"]): LabRow {
  return { table, id: String(table === "latchkey_token" ? columns.jti : columns.id), columns, state };
}
