import type { LabHolder, LabKey, LabRow, LabView } from "@/lib/contract/lab";
import { columnTime } from "./column_time";

/** A sign-in of the guest's that is live. */
export interface LabSignIn {
  readonly id: string;
  readonly mode: "session" | "token";
  /** `former`: this browser began it, and holds newer keys now. */
  readonly where: "you" | "phone" | "former";
  /** Milliseconds since the epoch. */
  readonly since: number | null;
}

/** Where the guest is signed in, the first sign-in first. */
export function liveSignIns(view: LabView): readonly LabSignIn[] {
  return view.rows
    .filter(({ table, state }) => table !== "latchkey_token" && state === "live")
    .map((row) => ({
      id: row.id,
      mode: row.table === "latchkey_session" ? "session" : "token",
      where: whereOf(view, row),
      since: columnTime(row, "created_at"),
    }));
}

function whereOf(view: LabView, { id }: LabRow): LabSignIn["where"] {
  const holds = (holder: LabHolder) =>
    view.keys.some((key) => key.holder === holder && key.droppedAt === null && signInOf(view, key) === id);
  if (holds("you")) return "you";
  return holds("phone") ? "phone" : "former";
}

/** The id of the sign-in that a key belongs to: that of the row it leads to or, for a refresh token, of the row's family. */
function signInOf({ rows }: LabView, { kind, row }: LabKey): string | null {
  if (kind !== "refresh") return row;
  const family = rows.find(({ id }) => id === row)?.columns.family_id;
  return typeof family === "string" ? family : null;
}
