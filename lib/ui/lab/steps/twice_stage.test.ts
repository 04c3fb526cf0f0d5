import { expect, test } from "vitest";
import { LAB_BEGAN, labView, refreshKey, refreshRequest, tokenRow } from "@/lib/testing/ui/lab_view";
import { chainOf } from "./chain_links";
import { twiceStage } from "./twice_stage";

/** R1 got R2 at 1.5 seconds, with 10 seconds of grace. */
const rotated = labView({
  keys: [refreshKey(1), refreshKey(2)],
  rows: [tokenRow(1, "rotated", 2), tokenRow(2, "live")],
});
const IN_TIME = LAB_BEGAN + 5_000;
const LATE = LAB_BEGAN + 11_500;
const stage = (requests: number[], now: number, view = rotated) => {
  const spent = { ...view, requests: requests.map((key, index) => refreshRequest(index, key)) };
  const { next, former } = twiceStage(spent, chainOf(spent), now);
  return [next, former?.name];
};

test("a token is spent, again in time, and once more after the grace period", () => {
  expect(stage([], IN_TIME)).toEqual([0, undefined]);
  expect(stage([1], IN_TIME)).toEqual([1, "R1"]);
  expect(stage([1, 1], IN_TIME)).toEqual([2, "R1"]);
  expect(stage([1, 1], LATE)).toEqual([3, "R1"]);
});

test("one that was spent too long ago is not spent again", () => {
  expect(stage([1], LATE)).toEqual([0, undefined]);
});

test("without rotation there is one alone, and no grace period", () => {
  const view = labView({ keys: [refreshKey(1)], rows: [tokenRow(1, "live")] });
  expect(stage([1], LATE, view)).toEqual([1, "R1"]);
  expect(stage([1, 1], LATE, view)).toEqual([2, "R1"]);
  expect(stage([1, 1], LATE, { ...view, latestAct: "wait" })).toEqual([3, "R1"]);
});
