import { describe, expect, it } from "vitest";
import type { LabKey, LabRequest } from "@/lib/contract/lab";
import { findingsOf } from "./findings";

const HOUR = 3_600_000;

const key = (id: number, changes: Partial<LabKey> = {}): LabKey => ({
  ...{ id, holder: "you", kind: "access", raw: `raw-${id}`, cookie: null, takenAt: 0, expiresAt: HOUR },
  ...{ droppedAt: null, copyOf: null, row: null, place: null, jti: null },
  ...changes,
});
const SESSION = key(1, { kind: "session", cookie: "lab_sessionid" });
const ACCESS = key(2);
const REFRESH = key(3, { kind: "refresh", jti: "r1" });

let ids = 0;
/** A knock at our door that opens, unless told otherwise. */
function request(at: number, { id }: Pick<LabKey, "id">, changes: Partial<LabRequest> = {}): LabRequest {
  ids += 1;
  return {
    ...{ id: ids, at, act: "knock", holder: "you", door: "ours", keys: [id], bend: null, method: "GET" },
    ...{
      path: "/user/me",
      headers: [],
      body: null,
      status: 200,
      setCookies: [],
      answer: "{}",
      refusal: null,
    },
    ...{ statements: [], log: [], took: 1, curl: "" },
    ...changes,
  };
}
const REFUSED = { status: 401, refusal: "token_not_valid" } as const;
const NEIGHBOUR = { door: "neighbour" } as const;

it("nothing is found where nothing was tried", () => {
  expect(findingsOf([], [])).toEqual({
    reads: { session: null, access: null, neighbour: null },
    bent: { tried: 0, refused: 0 },
    signOut: null,
    twice: null,
    elsewhere: { session: null, token: null },
    expired: { session: null, access: null },
  });
});

describe("rows that are read", () => {
  const reads = (...rows: number[]) => ({
    statements: [
      ...rows.map((count) => ({ sql: "SELECT", kind: "read" as const, rows: count })),
      { sql: "UPDATE", kind: "write" as const, rows: 9 },
    ],
  });

  it("are those of the last knock that opened, by door and credential", () => {
    const requests = [
      request(1, SESSION, reads(7)),
      request(2, SESSION, reads(1, 1)),
      request(3, ACCESS, reads(1, 2)),
      request(4, ACCESS, NEIGHBOUR),
      request(5, SESSION, { ...reads(5), ...REFUSED }),
      request(6, SESSION, { ...reads(5), bend: "flip_seal" }),
      request(7, SESSION, { ...reads(5), act: "signout", method: "POST", path: "/user/session_signout" }),
    ];
    expect(findingsOf(requests, [SESSION, ACCESS]).reads).toEqual({ session: 2, access: 3, neighbour: 0 });
  });

  it("are not those of a sliding token", () => {
    const sliding = key(4, { kind: "sliding" });
    expect(findingsOf([request(1, sliding, reads(1))], [sliding]).reads.access).toBeNull();
  });
});

describe("bent credentials", () => {
  const bent = (door: LabRequest["door"], changes: Partial<LabRequest> = {}) =>
    request(1, ACCESS, { act: "bend", bend: "user_1", door, ...REFUSED, ...changes });
  const found = (...requests: LabRequest[]) => findingsOf(requests, [ACCESS, REFRESH]).bent;

  it("are counted once for both doors, and again where they are sent again", () => {
    expect(found(bent("ours"), bent("neighbour"))).toEqual({ tried: 1, refused: 1 });
    expect(found(bent("ours"), bent("neighbour"), bent("ours"), bent("neighbour"))).toEqual({
      tried: 2,
      refused: 2,
    });
    expect(found(bent("ours"), bent("neighbour"), bent("neighbour", { act: "again" }))).toEqual({
      tried: 2,
      refused: 2,
    });
    expect(found(bent("ours"), request(2, ACCESS), bent("neighbour"))).toEqual({ tried: 2, refused: 2 });
  });

  it("are not those that were sent as they are", () => {
    const refresh = { bend: "refresh_as_access" } as const;
    expect(found(bent("ours", { ...refresh, status: 200 }), bent("neighbour", refresh))).toEqual({
      tried: 0,
      refused: 0,
    });
  });

  it("are refused where both doors refuse them", () => {
    expect(found(bent("ours"), bent("neighbour", { status: 200 }))).toEqual({ tried: 1, refused: 0 });
  });
});

describe("a sign-out", () => {
  const copies = [
    key(11, { holder: "thief", kind: "session", copyOf: 1, takenAt: 50 }),
    key(12, { holder: "thief", copyOf: 2, takenAt: 50, expiresAt: 300 }),
  ];
  const [session = SESSION, access = ACCESS] = copies;
  const keys = [SESSION, ACCESS, REFRESH, ...copies];
  const signOut = (at: number, changes: Partial<LabRequest> = {}) =>
    request(at, REFRESH, {
      act: "signout",
      method: "POST",
      path: "/user/jwt_signout",
      status: 204,
      ...changes,
    });

  it("ends both copies at our door; the neighbour takes one until it expires", () => {
    const requests = [
      request(90, session, REFUSED),
      request(95, access, NEIGHBOUR),
      signOut(100),
      request(110, session, REFUSED),
      request(111, access, REFUSED),
      request(112, access, NEIGHBOUR),
      request(120, session, REFUSED),
      request(299, access, NEIGHBOUR),
      request(300, access, { ...NEIGHBOUR, ...REFUSED }),
      request(400, access, { ...NEIGHBOUR, ...REFUSED }),
    ];
    expect(findingsOf(requests, keys).signOut).toEqual({
      ...{ at: 100, sessionRefusedAt: 110, accessRefusedAt: 111 },
      ...{ neighbourTookAt: 299, neighbourRefusedAt: 300, tokenExpiresAt: 300 },
    });
  });

  it("is the last one that signed anybody out, and counts for the copies that were held then", () => {
    const none = {
      sessionRefusedAt: null,
      accessRefusedAt: null,
      neighbourTookAt: null,
      neighbourRefusedAt: null,
    };
    const at = (requests: LabRequest[], held = keys) => findingsOf(requests, held).signOut;
    expect(at([signOut(100), signOut(200), signOut(300, REFUSED), signOut(400, { keys: [] })])).toEqual({
      ...{ at: 200, tokenExpiresAt: 300 },
      ...none,
    });
    const knocks = [signOut(100), request(110, session, REFUSED)];
    const moved = (changes: Partial<LabKey>) => [
      { ...session, ...changes },
      { ...access, ...changes },
    ];
    expect(at(knocks, [REFRESH, ...moved({ takenAt: 100 })])).toMatchObject({ sessionRefusedAt: 110 });
    expect(at(knocks, [REFRESH, ...moved({ takenAt: 101 })])).toEqual({
      at: 100,
      tokenExpiresAt: null,
      ...none,
    });
    expect(at(knocks, [REFRESH, ...moved({ droppedAt: 100 })])).toMatchObject({ sessionRefusedAt: 110 });
    expect(at(knocks, [REFRESH, ...moved({ droppedAt: 99 })])).toMatchObject({ sessionRefusedAt: null });
  });

  it("says nothing of the visitor's own credentials, or of a neighbour without keys", () => {
    const requests = [
      signOut(100),
      request(110, SESSION, REFUSED),
      request(120, access, { ...NEIGHBOUR, status: 503 }),
    ];
    expect(findingsOf(requests, keys).signOut).toMatchObject({
      sessionRefusedAt: null,
      neighbourRefusedAt: null,
    });
  });
});

describe("a refresh token that is spent twice", () => {
  const jwt = (claims: object, signature: string) =>
    `eyJhbGciOiJFUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;
  const pair = (jti: string, signature = "s") => ({
    access: jwt({ token_type: "access", jti: `${jti}a` }, signature),
    refresh: jwt({ token_type: "refresh", jti }, signature),
  });
  const spend = (at: number, answer: object, changes: Partial<LabRequest> = {}) =>
    request(at, REFRESH, {
      ...{ act: "refresh", method: "POST", path: "/user/jwt_refresh", answer: JSON.stringify(answer) },
      ...changes,
    });
  const LINE = JSON.stringify({ at: "…", event: "refresh_token_reused", user: "1" });
  const copy = key(13, { kind: "refresh", jti: "r1", holder: "thief", copyOf: 3 });
  const twice = (...requests: LabRequest[]) => findingsOf(requests, [REFRESH, copy]).twice;

  it("gets the same successor at first, and ends the chain later, whoever spends it", () => {
    const same = spend(2, pair("r2", "another"), { holder: "thief", keys: [13] });
    expect(twice(spend(1, pair("r2")))).toBeNull();
    expect(twice(spend(1, pair("r2")), same)).toEqual({ gotSameSuccessor: true, fellAt: null, line: null });
    const fallen = spend(3, {}, { ...REFUSED, log: ["{}", LINE] });
    expect(twice(spend(1, pair("r2")), same, fallen)).toEqual({
      gotSameSuccessor: true,
      fellAt: 3,
      line: LINE,
    });
    expect(twice(spend(1, pair("r2")), fallen, spend(4, {}, REFUSED))).toEqual({
      ...{ gotSameSuccessor: false, fellAt: 3, line: LINE },
    });
  });

  it("may get its successors in cookies", () => {
    const cookies = ["lab_access_token=x; Path=/", `lab_access_token_refresh=${pair("r2").refresh}; Path=/`];
    expect(twice(spend(1, {}, { setCookies: cookies }), spend(2, pair("r2")))).toMatchObject({
      gotSameSuccessor: true,
    });
  });

  it("gets another successor without the blacklist, and none without rotation", () => {
    expect(twice(spend(1, pair("r2")), spend(2, pair("r3")))).toMatchObject({ gotSameSuccessor: false });
    const accessOnly = { access: pair("r2").access };
    expect(twice(spend(1, accessOnly), spend(2, accessOnly))).toBeNull();
  });
});

describe("a sign-in that is ended from elsewhere", () => {
  const PHONE = key(20, { kind: "session", holder: "phone", takenAt: 100, expiresAt: 300 });
  const ofFamily = `e30.${Buffer.from('{"jti":"a","sid":"family"}').toString("base64url")}.s`;
  const TOKEN = key(21, { raw: ofFamily });
  const COPY = key(22, { raw: ofFamily, holder: "thief", copyOf: 21 });
  const end = (at: number, status = 204, id = "s") =>
    request(at, SESSION, { act: "end", method: "DELETE", path: `/user/sessions/${id}`, status });
  const endings = (...requests: LabRequest[]) =>
    findingsOf(requests, [SESSION, PHONE, TOKEN, COPY]).elsewhere;
  const elsewhere = (...requests: LabRequest[]) => endings(...requests).session;

  it("is refused from then on", () => {
    const refused = (at: number) => request(at, PHONE, REFUSED);
    expect(elsewhere(end(200, 404))).toBeNull();
    expect(elsewhere(end(200))).toEqual({ signIn: "s", endedAt: 200, refusedAt: null });
    expect(
      elsewhere(refused(199), end(200), request(201, SESSION, REFUSED), refused(299), refused(400)),
    ).toEqual({
      ...{ signIn: "s", endedAt: 200, refusedAt: 299 },
    });
    // It has run out, or it is a later sign-in.
    expect(elsewhere(end(200), refused(300))).toMatchObject({ refusedAt: null });
    expect(elsewhere(end(100), refused(250))).toMatchObject({ refusedAt: 250 });
    expect(elsewhere(end(99), refused(250))).toMatchObject({ refusedAt: null });
  });

  it("is the last of its own mode", () => {
    const endOfTokens = end(220, 204, "family");
    const found = endings(
      ...[
        end(200),
        request(210, PHONE, REFUSED),
        endOfTokens,
        request(230, COPY, { ...REFUSED, ...NEIGHBOUR }),
      ],
      request(240, COPY, REFUSED),
    );
    expect(found.session).toEqual({ signIn: "s", endedAt: 200, refusedAt: 210 });
    expect(found.token).toEqual({ signIn: "family", endedAt: 220, refusedAt: 240 });
    expect(endings(endOfTokens, request(HOUR, COPY, REFUSED)).token?.refusedAt).toBeNull();
  });
});

describe("a credential that has run out", () => {
  const short = { ...ACCESS, expiresAt: 300 };
  const expired = (...requests: LabRequest[]) => findingsOf(requests, [short, SESSION]).expired;

  it("is refused from its expiry on, at either door", () => {
    expect(
      expired(request(299, short), request(300, short, REFUSED), request(301, short, REFUSED)).access,
    ).toBe(300);
    expect(expired(request(300, short, { ...REFUSED, ...NEIGHBOUR })).access).toBe(300);
    expect(expired(request(HOUR, SESSION, REFUSED))).toEqual({ session: HOUR, access: null });
  });

  it("was refused for another reason where that was before", () => {
    expect(expired(request(299, short, REFUSED)).access).toBeNull();
    expect(expired(request(299, short, REFUSED), request(300, short, REFUSED)).access).toBeNull();
    const neighbour = request(301, short, { ...REFUSED, ...NEIGHBOUR });
    expect(expired(request(299, short, REFUSED), request(300, short, REFUSED), neighbour).access).toBe(301);
  });
});
