import { expect, test } from "vitest";
import { LAB_BEGAN, labView, refreshKey, tokenRow } from "@/lib/testing/ui/lab_view";
import { chainOf } from "./chain_links";

test("the chain is in the order of places, with what took whose place and until when it may come again", () => {
  const chain = chainOf(
    labView({
      keys: [refreshKey(1, { droppedAt: LAB_BEGAN }), refreshKey(2)],
      rows: [tokenRow(2, "live"), tokenRow(1, "rotated", 2)],
    }),
  );
  expect(chain).toMatchObject([
    { name: "R1", state: "rotated", isReplaced: true, graceUntil: LAB_BEGAN + 11_500 },
    { name: "R2", state: "live", isReplaced: false, graceUntil: null },
  ]);
});

test("a token that came twice is in the chain once, a copy and another sign-in's token are not", () => {
  const other = { ...tokenRow(1, "live"), id: "other", columns: { family_id: "another" } };
  const chain = chainOf(
    labView({
      keys: [
        refreshKey(1, { id: 1, jti: "other" }),
        refreshKey(1, { id: 2 }),
        refreshKey(2, { id: 3 }),
        refreshKey(2, { id: 4, holder: "thief", copyOf: 3 }),
        refreshKey(2, { id: 5 }),
      ],
      rows: [other, tokenRow(1, "rotated", 2), tokenRow(2, "live")],
    }),
  );
  expect(chain.map(({ key }) => key.id)).toEqual([2, 3]);
});

test("where spent tokens are not blacklisted, none takes another one's place", () => {
  const chain = chainOf(
    labView({ keys: [refreshKey(1), refreshKey(2)], rows: [tokenRow(1, "live"), tokenRow(2, "live")] }),
  );
  expect(chain.map(({ isReplaced, graceUntil }) => [isReplaced, graceUntil])).toEqual([
    [false, null],
    [false, null],
  ]);
});

test("a token whose row is gone has ended", () => {
  expect(chainOf(labView({ keys: [refreshKey(1, { row: null })] }))).toMatchObject([{ state: "ended" }]);
});

test("nobody has a chain who holds no refresh token", () => {
  expect(chainOf(labView())).toEqual([]);
});
