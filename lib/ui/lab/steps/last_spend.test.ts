import { expect, test } from "vitest";
import { LAB_BEGAN, labView, refreshKey, refreshRequest } from "@/lib/testing/ui/lab_view";
import { lastSpend } from "./last_spend";

const keys = [refreshKey(1), refreshKey(2), refreshKey(3), refreshKey(2, { id: 4, raw: "signed-anew" })];
const first = refreshRequest(1, 1, { answer: '{"refresh":"refresh-2"}' });
const refused = { status: 401, refusal: "token_not_valid" };

test.each([
  ["the first time", [first], { kind: "successor", from: "R1", to: "R2" }],
  ["into cookies", [refreshRequest(1, 1, { setCookies: ["lab=refresh-2; Path=/"] })], { kind: "successor" }],
  [
    "in time",
    [first, refreshRequest(2, 1, { answer: '{"refresh":"signed-anew"}' })],
    { kind: "same", from: "R1", to: "R2" },
  ],
  [
    "without a blacklist",
    [first, refreshRequest(2, 1, { answer: '{"refresh":"refresh-3"}' })],
    { kind: "another", from: "R1", to: "R3" },
  ],
  ["without rotation", [refreshRequest(1, 1)], { kind: "access", from: "R1" }],
  [
    "too late",
    [first, refreshRequest(2, 1, { ...refused, log: ["WARN other", "WARN refresh_token_reused family=1"] })],
    { kind: "stolen", from: "R1", log: ["WARN refresh_token_reused family=1"] },
  ],
  ["after the end", [refreshRequest(1, 2, refused)], { kind: "ended", from: "R2" }],
  ["run out", [refreshRequest(1, 2, { ...refused, at: LAB_BEGAN + 604_800_000 })], { kind: "expired" }],
])("a refresh token that is spent %s", (_, requests, spend) => {
  expect(lastSpend(labView({ keys, requests }))).toMatchObject(spend);
});

test("a thief's refresh is none of the visitor's", () => {
  expect(lastSpend(labView({ keys, requests: [refreshRequest(1, 1, { holder: "thief" })] }))).toBeNull();
});
