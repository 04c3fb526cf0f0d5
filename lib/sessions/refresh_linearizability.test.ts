import { describe, expect, it } from "vitest";
import { familySpecification, type Request, type Response } from "@/lib/testing/rotation/family_spec";
import { isLinearizable, type Operation } from "@/lib/testing/rotation/linearizability";

type Line = readonly [from: number, to: number, input: Request, output: Response | undefined];

function history(...lines: readonly Line[]): Operation<Request, Response>[] {
  return lines.map(([invoked, answered, input, output]) => ({ invoked, answered, input, output }));
}

function refresh(token: string): Request {
  return { act: "refresh", token };
}
const signOut: Request = { act: "sign out", token: "a" };
const use: Request = { act: "use" };
const done: Response = { ok: true };
const no: Response = { ok: false };
function gives(successor: string): Response {
  return { ok: true, successor };
}

const GOOD: Readonly<Record<string, readonly Line[]>> = {
  "nothing at all": [],
  "one token after another": [
    [0, 1, refresh("a"), gives("b")],
    [2, 3, refresh("b"), gives("c")],
  ],
  "two at once that get the same": [
    [0, 3, refresh("a"), gives("b")],
    [1, 2, refresh("a"), gives("b")],
  ],
  "a replay while the successor is unused": [
    [0, 1, refresh("a"), gives("b")],
    [2, 3, refresh("a"), gives("b")],
    [4, 5, refresh("b"), gives("c")],
  ],
  "a replay that overlaps the use of the successor, answered as before it": [
    [0, 1, refresh("a"), gives("b")],
    [2, 5, refresh("b"), gives("c")],
    [3, 4, refresh("a"), gives("b")],
  ],
  "a replay that overlaps the use of the successor, answered as after it": [
    [0, 1, refresh("a"), gives("b")],
    [2, 5, refresh("b"), gives("c")],
    [3, 4, refresh("a"), no],
    [6, 7, refresh("c"), no],
  ],
  "a theft ends everything": [
    [0, 1, refresh("a"), gives("b")],
    [2, 3, refresh("b"), gives("c")],
    [4, 5, refresh("a"), no],
    [6, 7, refresh("c"), no],
    [8, 9, use, no],
  ],
  "a refresh that overlaps a sign-out may come first": [
    [0, 3, signOut, done],
    [1, 4, refresh("a"), gives("b")],
    [5, 6, refresh("b"), no],
  ],
  "a refresh that overlaps a sign-out may come second": [
    [0, 3, signOut, done],
    [1, 4, refresh("a"), no],
  ],
  "two sign-outs at once": [
    [0, 3, signOut, done],
    [1, 4, signOut, done],
  ],
  "an unanswered rotation that was done": [
    [0, Infinity, refresh("a"), undefined],
    [2, 3, refresh("a"), gives("b")],
    [4, 5, refresh("b"), gives("c")],
  ],
  "an unanswered sign-out that was done later": [
    [0, Infinity, signOut, undefined],
    [1, 2, refresh("a"), gives("b")],
    [3, 4, use, no],
  ],
  "an unanswered sign-out that was never done": [
    [0, Infinity, signOut, undefined],
    [1, 2, use, done],
  ],
};

const BAD: Readonly<Record<string, readonly Line[]>> = {
  "two successors, one after the other": [
    [0, 1, refresh("a"), gives("b")],
    [2, 3, refresh("a"), gives("c")],
  ],
  "two successors at once": [
    [0, 2, refresh("a"), gives("b")],
    [1, 3, refresh("a"), gives("c")],
  ],
  "a successor that was there before": [
    [0, 1, refresh("a"), gives("b")],
    [2, 3, refresh("b"), gives("a")],
  ],
  "a refresh after a sign-out was acknowledged": [
    [0, 1, signOut, done],
    [2, 3, refresh("a"), gives("b")],
  ],
  "a use after a sign-out was acknowledged": [
    [0, 1, signOut, done],
    [2, 3, use, done],
  ],
  "a use after a theft was noticed": [
    [0, 1, refresh("a"), gives("b")],
    [2, 3, refresh("b"), gives("c")],
    [4, 5, refresh("a"), no],
    [6, 7, use, done],
  ],
  "a refusal out of nothing": [[0, 1, refresh("a"), no]],
  "a refusal of the replay that should have been answered": [
    [0, 1, refresh("a"), gives("b")],
    [2, 3, refresh("a"), no],
  ],
  "a replay answered after its successor was used": [
    [0, 1, refresh("a"), gives("b")],
    [2, 3, refresh("b"), gives("c")],
    [4, 5, refresh("a"), gives("b")],
  ],
  "a success after a use was refused": [
    [0, 5, signOut, done],
    [1, 2, use, no],
    [3, 4, refresh("a"), gives("b")],
  ],
  "a sign-out that was refused and changed nothing": [[0, 1, signOut, no]],
  "a token from nowhere": [[0, 1, refresh("x"), gives("b")]],
  "an unanswered rotation with two successors": [
    [0, Infinity, refresh("a"), undefined],
    [2, 3, refresh("a"), gives("b")],
    [4, 5, refresh("a"), gives("c")],
  ],
};

const WITHOUT_GRACE: readonly (readonly [string, boolean, readonly Line[]])[] = [
  [
    "two at once: the second is a theft",
    true,
    [
      [0, 3, refresh("a"), gives("b")],
      [1, 2, refresh("a"), no],
      [4, 5, refresh("b"), no],
    ],
  ],
  [
    "two at once that get the same",
    false,
    [
      [0, 3, refresh("a"), gives("b")],
      [1, 2, refresh("a"), gives("b")],
    ],
  ],
  [
    "a theft that ended nothing",
    false,
    [
      [0, 1, refresh("a"), gives("b")],
      [2, 3, refresh("a"), no],
      [4, 5, refresh("b"), gives("c")],
    ],
  ],
];

describe("the search accepts", () => {
  it.each(Object.entries(GOOD))("%s", (_, lines) => {
    expect(isLinearizable(history(...lines), familySpecification("a", true))).toBe(true);
  });
});

describe("the search rejects", () => {
  it.each(Object.entries(BAD))("%s", (_, lines) => {
    expect(isLinearizable(history(...lines), familySpecification("a", true))).toBe(false);
  });
});

describe("where there is no grace", () => {
  it.each(WITHOUT_GRACE)("%s: %s", (_, allowed, lines) => {
    expect(isLinearizable(history(...lines), familySpecification("a", false))).toBe(allowed);
  });
});

it("decides histories in which everything overlaps", () => {
  const many = (count: number, last: Response): Line[] =>
    Array.from({ length: count }, (_, index) => [
      index,
      100 + index,
      refresh("a"),
      index === count - 1 ? last : gives("b"),
    ]);
  expect(isLinearizable(history(...many(12, gives("b"))), familySpecification("a", true))).toBe(true);
  expect(isLinearizable(history(...many(12, gives("c"))), familySpecification("a", true))).toBe(false);
});
