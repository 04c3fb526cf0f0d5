import { expect, test } from "vitest";
import type { LabFindings } from "@/lib/contract/lab";
import { LAB_BEGAN, labView } from "@/lib/testing/ui/lab_view";
import { labSawTexts } from "../../messages/lab_saw";
import { startTexts } from "../../messages/start";
import { clockTime } from "../../time";
import { longerAtNeighbour, resultsOf } from "./results";

const SIGNED_OUT = LAB_BEGAN + 301_000;
const signOut = {
  at: SIGNED_OUT,
  sessionRefusedAt: SIGNED_OUT + 8_000,
  accessRefusedAt: null,
  neighbourTookAt: SIGNED_OUT + 60_000,
  neighbourRefusedAt: null,
  tokenExpiresAt: SIGNED_OUT + 134_000,
};

function resultsWith(findings: Partial<LabFindings>, now = SIGNED_OUT + 61_000) {
  const view = labView();
  const words = {
    language: "en",
    texts: labSawTexts.en,
    clock: (at: number) => clockTime("en", at, "utc"),
    now,
  } as const;
  return resultsOf({ ...view, findings: { ...view.findings, ...findings } }, words);
}

test("every question of the start page has results, or the step that has them", () => {
  const results = resultsWith({});
  expect(results.length).toBe(startTexts.en.comparison.rows.length);
  expect(results.flatMap(({ session, token }) => [session, token]).every((each) => "step" in each)).toBe(
    true,
  );
});

test("after a sign-out: when our door refused, and how long the neighbour goes on", () => {
  expect(resultsWith({ signOut })[3]).toEqual({
    session: {
      sentences: ["You signed out at 07:55:01.", "Our door refused the copy at 07:55:09."],
    },
    token: {
      sentences: [
        "You signed out at 07:55:01.",
        "No copy has knocked at our door since.",
        "The neighbour took the copy at 07:56:01, still 1 min after that.",
        "It will do so for another 1 min 13 sec.",
      ],
    },
  });
});

test("a copy that was taken within the same second", () => {
  const atOnce = { ...signOut, neighbourTookAt: SIGNED_OUT + 900 };
  expect(resultsWith({ signOut: atOnce })[3]?.token).toMatchObject({
    sentences: expect.arrayContaining(["The neighbour took the copy at 07:55:01."]),
  });
});

test("once it was seen to run out: how much longer the neighbour took it", () => {
  const over = { ...signOut, neighbourRefusedAt: SIGNED_OUT + 140_000 };
  expect(longerAtNeighbour(over)).toBe(134_000);
  expect(resultsWith({ signOut: over })[3]?.token).toMatchObject({
    sentences: expect.arrayContaining(["The neighbour took the copy 2 min 14 sec longer, until it ran out."]),
  });
});

test("a copy that the neighbour was never seen to take, or has not refused yet, was not longer of use", () => {
  expect(longerAtNeighbour({ ...signOut, neighbourTookAt: null, neighbourRefusedAt: 1 })).toBeNull();
  expect(longerAtNeighbour(signOut)).toBeNull();
});

test("what was read, and what was bent", () => {
  const reads = { session: 1, access: 2, neighbour: 0 };
  expect(resultsWith({ reads, bent: { tried: 4, refused: 4 } })[0]).toEqual({
    session: { sentences: ["On the server: for your last knock with the cookie, our door read 1 record."] },
    token: {
      sentences: [
        "In the token: the neighbour opened to it, and read no record at all.",
        "Our door looks all the same: for your last knock with the token, it read 2 records.",
        "You sent 4 changed keys, and all of them were refused.",
      ],
    },
  });
});
