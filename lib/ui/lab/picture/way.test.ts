import { expect, test } from "vitest";
import type { LabKey, LabRequest } from "@/lib/contract/lab";
import { requestsAt, type Way, wayOf } from "./way";

const READ = { sql: "SELECT 1", kind: "read", rows: 1 } as const;
const SENT = [["Authorization", "Bearer issued"]] as const;
const WRITE = { sql: "UPDATE", kind: "write", rows: 3 } as const;

function request(changes: Partial<LabRequest>): LabRequest {
  return {
    ...{ id: 1, at: 0, act: "knock", holder: "you", door: "ours", keys: [7], bend: null, method: "GET" },
    ...{ path: "/user/me", headers: [], body: null, status: 200, setCookies: [], answer: "", refusal: null },
    ...{ statements: [], log: [], took: 1, curl: "" },
    ...changes,
  };
}

const KEY: LabKey = {
  ...{
    id: 7,
    holder: "you",
    kind: "access",
    raw: "issued",
    cookie: null,
    takenAt: 0,
    expiresAt: 1,
    droppedAt: null,
  },
  ...{ copyOf: null, row: null, place: null, jti: null },
};

const CASES: [why: string, request: Partial<LabRequest>, way: Partial<Way>][] = [
  ["opened by a record", { statements: [READ, READ] }, { end: "records", result: "opened" }],
  ["its record is gone", { statements: [READ], status: 401 }, { end: "records", result: "refused" }],
  ["the neighbour asks nobody", { door: "neighbour" }, { end: "door", result: "opened" }],
  ["expired", { status: 401 }, { end: "door", result: "refused" }],
  ["changed after it was signed", { status: 401, bend: "user_1" }, { end: "signature", result: "refused" }],
  [
    "of the wrong kind",
    { status: 401, bend: "refresh_as_access", headers: SENT },
    { end: "door", result: "refused" },
  ],
  ["a session's seal at our door", { status: 401, bend: "flip_seal" }, { end: "signature" }],
  ["and at the neighbour's", { status: 401, bend: "flip_seal", door: "neighbour" }, { end: "door" }],
  ["a thief gets in", { holder: "thief", door: "neighbour" }, { end: "door", result: "alarm" }],
  ["a thief is refused", { holder: "thief", status: 401 }, { end: "door", result: "held" }],
  ["a write", { statements: [READ, WRITE] }, { end: "records" }],
];

test.each(CASES)("a way shows how far a request came: %s", (_, changes, expected) => {
  expect(wayOf(request(changes), [KEY])).toMatchObject(expected);
});

test("only what is not sent as it was issued is called bent", () => {
  const isBent = (changes: Partial<LabRequest>) => wayOf(request(changes), [KEY]).isBent;
  expect(isBent({ bend: "payload", headers: [["Authorization", "Bearer edited"]] })).toBe(true);
  expect(isBent({ bend: "payload", headers: SENT })).toBe(false);
  expect(isBent({ headers: SENT })).toBe(false);
});

test("it starts at the credentials that were sent, where any were", () => {
  expect(wayOf(request({}), [KEY]).kinds).toEqual(["access"]);
  expect(wayOf(request({ keys: [] }), [KEY]).kinds).toEqual([]);
  expect(wayOf(request({ keys: [8] }), [KEY]).kinds).toEqual([]);
  const body = '{"username":"guest","password":"secret"}';
  expect(wayOf(request({ keys: [], body }), [KEY]).byPassword).toBe(true);
  expect(wayOf(request({ keys: [] }), [KEY]).byPassword).toBe(false);
});

test("a door shows the requests of the latest act, or the last one before it", () => {
  const ours = [1, 2, 5].map((id) => request({ id }));
  const requests = [...ours, request({ id: 3, door: "neighbour" }), request({ id: 4, door: "neighbour" })];
  const ids = (door: "ours" | "neighbour", latest: number[]) => {
    const { latest: own, before } = requestsAt(door, { requests, latest });
    return [own.map(({ id }) => id), before?.id ?? null];
  };
  expect(ids("ours", [2, 3, 5])).toEqual([[2, 5], null]);
  expect(ids("neighbour", [5])).toEqual([[], 4]);
  expect(requestsAt("ours", { requests: [], latest: [] })).toEqual({ latest: [], before: null });
});
