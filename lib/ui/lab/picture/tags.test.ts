import { expect, test } from "vitest";
import type { LabKey, LabRow } from "@/lib/contract/lab";
import { chainOf, holdersOf, rowOf, shortName, sortedOut, tagState } from "./tags";

const NOW = 1_000;

function key(id: number, changes: Partial<LabKey> = {}): LabKey {
  return {
    ...{ id, holder: "you", kind: "refresh", raw: "", cookie: null, takenAt: 0, expiresAt: NOW + 1 },
    ...{ droppedAt: null, copyOf: null, row: "r", place: null, jti: null },
    ...changes,
  };
}

function row(table: LabRow["table"], id: string, state: LabRow["state"], family = "f"): LabRow {
  return { table, id, state, columns: table === "latchkey_token" ? { jti: id, family_id: family } : { id } };
}

test("a tag is live until the millisecond in which it expires, and while it has a row", () => {
  expect(tagState(key(1), [], NOW)).toBe("live");
  expect(tagState(key(1), [], NOW + 1)).toBe("expired");
  expect(tagState(key(1, { row: null }), [], NOW)).toBe("ended");
});

test("a refresh token that has a successor was spent, whoever holds it", () => {
  const rows = [row("latchkey_token", "j", "rotated")];
  expect(tagState(key(1, { jti: "j" }), rows, NOW)).toBe("rotated");
  expect(tagState(key(1, { jti: "j", holder: "thief", copyOf: 9 }), rows, NOW)).toBe("rotated");
  expect(tagState(key(1, { jti: "other" }), rows, NOW)).toBe("live");
});

test("the visitor has a board, if an empty one; others once something has hung on theirs", () => {
  const keys = [
    key(1, { droppedAt: 5 }),
    key(2),
    key(3, { kind: "access" }),
    key(4, { holder: "thief", kind: "session" }),
    key(5, { holder: "phone", kind: "session", droppedAt: 5 }),
  ];
  const ids = (mode: "session" | "token") =>
    holdersOf(keys, mode).map(([holder, held]) => [holder, held.map(({ id }) => id)]);
  expect(ids("token")).toEqual([["you", [3, 2]]]);
  expect(ids("session")).toEqual([
    ["you", []],
    ["thief", [4]],
    ["phone", []],
  ]);
});

test("a chain begins with the first refresh token of its own sign-in", () => {
  const before = [key(1, { place: 1 }), key(2, { place: 2 })];
  const own = [key(5, { place: 1, droppedAt: 1 }), key(8, { place: 2, droppedAt: 2 }), key(9, { place: 3 })];
  const others = [key(6, { holder: "thief", place: 1, copyOf: 5 }), key(7, { kind: "access" })];
  const chain = (held: LabKey) => chainOf(held, [...before, ...own, ...others]).map(({ id }) => id);
  expect(chain(own[2] ?? key(0))).toEqual([5, 8, 9]);
  expect(chain(before[1] ?? key(0))).toEqual([1, 2]);
  expect(chain(others[0] ?? key(0))).toEqual([]);
  expect(chainOf(key(1, { place: 1 }), [key(1, { place: 1 })])).toEqual([]);
});

test("a family and its first refresh token have names of their own, though they share an id", () => {
  const id = "2f70f1bfa68ef2058adfb9f2fff7f259";
  const [access, refresh] = [key(1, { kind: "access", row: id }), key(2, { row: id })].map(rowOf);
  expect([access, refresh].map((name) => name && shortName(name))).toEqual(["family 2f70f1", "token 2f70f1"]);
  expect(rowOf(key(1, { row: null }))).toBeNull();
});

test("rows of earlier sign-ins that are over are told apart; of the latest one all are shown", () => {
  const rows = [
    row("latchkey_session", "s1", "expired"),
    row("latchkey_session", "s2", "live"),
    row("latchkey_family", "f1", "ended"),
    row("latchkey_family", "f2", "live"),
    row("latchkey_family", "f3", "ended"),
    row("latchkey_token", "t1", "ended", "f1"),
    row("latchkey_token", "t2", "rotated", "f2"),
    row("latchkey_token", "t3", "ended", "f3"),
  ];
  const { shown, over } = sortedOut(rows);
  expect(shown.map(({ id }) => id)).toEqual(["s2", "f2", "f3", "t2", "t3"]);
  expect(over.map(({ id }) => id)).toEqual(["s1", "f1", "t1"]);
});
