import { expect, test } from "vitest";
import type { LabFindings, LabRequest } from "@/lib/contract/lab";
import { LAB_BEGAN, labView, refreshKey, refreshRequest } from "@/lib/testing/ui/lab_view";
import { losingIn } from "./losing";

const after = (seconds: number) => LAB_BEGAN + seconds * 1_000;
const COPIES = [
  refreshKey(4, { holder: "thief", kind: "session", takenAt: after(10), copyOf: 1 }),
  refreshKey(5, { holder: "thief", kind: "access", takenAt: after(10), copyOf: 2 }),
];

function signedOut(at: number, neighbourRefusedAt: number | null = null): LabFindings {
  const signOut = { at, neighbourRefusedAt, sessionRefusedAt: null, accessRefusedAt: null };
  return {
    ...labView().findings,
    signOut: { ...signOut, neighbourTookAt: null, tokenExpiresAt: null },
  };
}

function knock(id: number, at: number, parts: Partial<LabRequest> = {}): LabRequest {
  const asked = { act: "knock", holder: "thief", method: "GET", path: "/user/me" } as const;
  return refreshRequest(id, 5, { ...asked, at, ...parts });
}

test("it begins with a copy, and the sign-out that counts is the one after it", () => {
  expect(losingIn(labView())).toMatchObject({ copiedAt: null, signedOutAt: null, overAt: null });
  const before = labView({ keys: COPIES, findings: signedOut(after(5), after(6)) });
  expect(losingIn(before)).toMatchObject({ copiedAt: after(10), signedOutAt: null, overAt: null });
  const since = labView({ keys: COPIES, findings: signedOut(after(20)) });
  expect(losingIn(since)).toMatchObject({ signedOutAt: after(20), token: COPIES[1] });
});

test("the first knock at each door stays, and the last one at the neighbour's stands beside it", () => {
  const requests = [
    knock(1, after(15)),
    knock(2, after(21), { keys: [4], status: 401 }),
    knock(3, after(22), { door: "neighbour" }),
    knock(4, after(23), { door: "neighbour", holder: "you" }),
    knock(5, after(90), { door: "neighbour" }),
    knock(6, after(200), { door: "neighbour", act: "again", status: 401 }),
    knock(7, after(201), { door: "neighbour", act: "bend", bend: "alg_none" }),
  ];
  const spent = [19, 25, 26].map((at, index) =>
    refreshRequest(8 + index, 6, { at: after(at), holder: "thief", status: 401 }),
  );
  const view = labView({
    keys: COPIES,
    requests: [...requests, ...spent],
    findings: signedOut(after(20), after(200)),
  });
  const { knocks, later, overAt } = losingIn(view);
  expect([knocks.session?.id, knocks.access, knocks.neighbour?.id, later?.id]).toEqual([2, null, 3, 6]);
  expect(knocks.refresh?.id).toBe(9);
  expect(overAt).toBe(after(200));
});

test("new copies begin it anew", () => {
  const dropped = COPIES.map((key) => ({ ...key, droppedAt: after(300) }));
  const again = COPIES.map((key) => ({ ...key, id: key.id + 10, takenAt: after(300) }));
  const view = labView({
    keys: [...dropped, ...again],
    requests: [knock(1, after(22), { door: "neighbour" })],
    findings: signedOut(after(20), after(200)),
  });
  expect(losingIn(view)).toMatchObject({
    copiedAt: after(300),
    signedOutAt: null,
    knocks: { neighbour: null },
    overAt: null,
  });
});
