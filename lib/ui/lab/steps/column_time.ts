import type { LabRow } from "@/lib/contract/lab";

/** A time as SQLite has it, `2026-11-24 13:02:24.123000` in UTC, in milliseconds since the epoch; null where there is none. */
export function columnTime(row: LabRow, column: string): number | null {
  const value = row.columns[column];
  return typeof value === "string" ? Date.parse(`${value.slice(0, 10)}T${value.slice(11, 23)}Z`) : null;
}
