import { expect, test } from "vitest";
import type { LabRow } from "@/lib/contract/lab";
import { LAB_BEGAN, labView, refreshKey, tokenRow } from "@/lib/testing/ui/lab_view";
import { liveSignIns } from "./sign_ins";

function row(table: LabRow["table"], id: string, state: LabRow["state"] = "live"): LabRow {
  return { table, id, state, columns: { created_at: "2026-11-29 07:50:00" } };
}

test("what is live, whose it is, and since when", () => {
  const session = { kind: "session", place: null, jti: null } as const;
  const signIns = liveSignIns(
    labView({
      keys: [
        refreshKey(1),
        refreshKey(2, { id: 2, kind: "access", row: "former", droppedAt: LAB_BEGAN }),
        refreshKey(1, { ...session, id: 3, holder: "phone", row: "of-phone" }),
        refreshKey(1, { ...session, id: 4, holder: "thief", row: "former", copyOf: 2 }),
      ],
      rows: [
        row("latchkey_session", "of-phone"),
        row("latchkey_session", "over", "ended"),
        row("latchkey_family", "former"),
        row("latchkey_family", "family"),
        tokenRow(1, "live"),
      ],
    }),
  );
  expect(signIns).toEqual([
    { id: "of-phone", mode: "session", where: "phone", since: LAB_BEGAN },
    { id: "former", mode: "token", where: "former", since: LAB_BEGAN },
    { id: "family", mode: "token", where: "you", since: LAB_BEGAN },
  ]);
});
