import { expect, test } from "vitest";
import type { LabRequest } from "@/lib/contract/lab";
import { labView, refreshKey, refreshRequest } from "@/lib/testing/ui/lab_view";
import { en } from "../../messages/en/lab_outcome";
import { ko } from "../../messages/ko/lab_outcome";
import { outcomeWords } from "./outcome_words";

const view = labView({ keys: [refreshKey(1, { kind: "session" }), refreshKey(2, { kind: "access" })] });
const { sentence } = outcomeWords("en", en, view);
const READ = { sql: "SELECT 1", kind: "read", rows: 1 } as const;

function knock(parts: Partial<LabRequest>): LabRequest {
  return refreshRequest(1, 1, { act: "knock", method: "GET", path: "/user/me", ...parts });
}

test("our door says how many records it read, whether or not it opens", () => {
  expect(sentence(knock({ statements: [READ] }))).toBe(
    "Our door (Session cookie): 200, it opens. It looked in the database: 1 record read.",
  );
  const write = { ...READ, kind: "write" } as const;
  expect(sentence(knock({ statements: [READ, write, READ] }))).toContain(": 2 records read.");
  expect(sentence(knock({ status: 401, statements: [READ], holder: "thief" }))).toBe(
    "The thief · Our door (Session cookie): 401, it stays shut. It looked in the database: 1 record read, and it says that the key is dead.",
  );
  expect(sentence(knock({ status: 401, statements: [{ ...READ, rows: 0 }] }))).toContain(en.readNothing);
  expect(sentence(knock({ status: 401, keys: [] }))).toBe(`Our door: 401, it stays shut. ${en.sentNothing}`);
});

test("our door says why it had no need of its database", () => {
  const own = { status: 401, keys: [2] };
  const { headers } = { headers: [["Authorization", "Bearer refresh-2"]] as const };
  const after = view.keys[1]?.expiresAt ?? 0;
  const { notAskedWhy } = en;
  expect(sentence(knock({ ...own, headers }))).toContain(notAskedWhy.kind);
  expect(sentence(knock({ ...own, headers, at: after }))).toContain(notAskedWhy.expired);
  expect(sentence(knock({ ...own, headers, bend: "payload", at: after }))).toContain(notAskedWhy.expired);
  expect(sentence(knock({ ...own, bend: "payload", at: after }))).toContain(notAskedWhy.altered);
  expect(sentence(knock({ ...own, bend: "another_key" }))).toContain(notAskedWhy.altered);
  expect(sentence(knock({ ...own, bend: "alg_none" }))).toContain(notAskedWhy.unsigned);
  expect(sentence(knock({ status: 401, bend: "flip_seal" }))).toContain(notAskedWhy.seal);
  // A session cookie that is whole and in time: not certain.
  expect(sentence(knock({ status: 401 }))).toContain(en.notAsked);
});

test("what opens to a thief is said to let them in", () => {
  expect(sentence(knock({ holder: "thief", statements: [READ] }))).toContain(en.thiefIn(200));
});

test("the neighbour says what it checked, and why it can do nothing with a session cookie", () => {
  const token = { door: "neighbour", keys: [2] } as const;
  expect(sentence(knock(token))).toContain(en.neighbourOpened);
  const refused = { ...token, status: 401 };
  expect(sentence(knock({ ...refused, refusal: "ERR_JWT_EXPIRED" }))).toContain(
    en.neighbourWhy.ERR_JWT_EXPIRED,
  );
  expect(sentence(knock({ ...refused, refusal: "ERR_JWS_INVALID" }))).toContain(en.neighbourRefused);
  expect(sentence(knock({ ...refused, keys: [1], refusal: "no_token" }))).toContain(en.neighbourSession);
});

test("in Korean, too", () => {
  expect(outcomeWords("ko", ko, view).sentence(knock({ statements: [READ] }))).toBe(
    "우리 문 (세션 쿠키): 200, 열렸어요. 데이터베이스에서 기록 1개를 읽었어요.",
  );
});
