import { expect, test } from "vitest";
import type { LabKey, LabRequest } from "@/lib/contract/lab";
import { LAB_BEGAN, labView, refreshKey, refreshRequest } from "@/lib/testing/ui/lab_view";
import { copiedIn } from "./copied";

const SECOND = 1_000;
const access = (id: number, family: string, parts: Partial<LabKey> = {}) =>
  refreshKey(1, {
    ...{ id, kind: "access", row: family, place: null, expiresAt: LAB_BEGAN + 180 * SECOND },
    raw: `e30.${btoa(JSON.stringify({ sid: family }))}.s`,
    ...parts,
  });
const copy = (parts: Partial<LabKey> = {}) => access(9, "one", { holder: "thief", copyOf: 1, ...parts });
const knock = (at: number, parts: Partial<LabRequest>) =>
  refreshRequest(at, 9, { act: "knock", holder: "thief", path: "/user/me", ...parts });
const REFUSED = { status: 401, refusal: "token_not_valid" };

function next(keys: LabKey[], ended: string | null = null, requests: LabRequest[] = [], now = LAB_BEGAN) {
  const token = ended === null ? null : { signIn: ended, endedAt: LAB_BEGAN + SECOND, refusedAt: null };
  const { findings } = labView();
  const view = labView({ keys, requests, findings: { ...findings, elsewhere: { session: null, token } } });
  return copiedIn(view, now).next;
}

test("only a live token can be copied", () => {
  expect(next([])).toBe("keys");
  expect(next([access(1, "one", { row: null })])).toBe("keys");
  expect(next([access(1, "one")], null, [], LAB_BEGAN + 180 * SECOND)).toBe("keys");
  expect(next([access(1, "one")])).toBe("steal");
});

test("a copy that a sign-out has ended, or that has run out, is none", () => {
  expect(next([access(1, "two"), copy({ row: null })], "three")).toBe("steal");
  expect(next([access(1, "two"), copy({ expiresAt: LAB_BEGAN })])).toBe("steal");
});

test("the copied sign-in is left behind, and ended", () => {
  expect(next([access(1, "one"), copy()])).toBe("signin");
  expect(next([access(1, "two", { row: null }), copy()])).toBe("signin");
  expect(next([access(1, "two"), copy()])).toBe("end");
});

test("the thief knocks at both doors after the end", () => {
  const keys = [access(1, "two"), copy({ row: null })];
  const ours = knock(2, REFUSED);
  const neighbour = knock(3, { door: "neighbour" });
  expect(next(keys, "one")).toBe("knock");
  expect(next(keys, "one", [knock(0, REFUSED), neighbour])).toBe("knock");
  expect(next(keys, "one", [ours, neighbour])).toBe("seen");
  expect(next(keys, "one", [ours, neighbour], LAB_BEGAN + 180 * SECOND)).toBe("seen");
  expect(next(keys, "one", [ours], LAB_BEGAN + 180 * SECOND)).toBe("keys");
});
