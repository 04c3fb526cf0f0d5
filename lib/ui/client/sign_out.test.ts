import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeChannels } from "@/lib/testing/ui/channels";
import { stubFetch } from "@/lib/testing/ui/fetch";
import type { CredentialChange } from "./credential_changes";

beforeEach(() => {
  vi.stubGlobal("BroadcastChannel", fakeChannels());
  vi.stubGlobal("navigator", {});
});
afterEach(() => vi.unstubAllGlobals());

/** A tab has modules of its own. */
async function openTab() {
  vi.resetModules();
  const { signOut } = await import("./sign_out");
  const { onCredentialChange } = await import("./credential_changes");
  const heard: (CredentialChange & { place: string })[] = [];
  onCredentialChange((change, place) => heard.push({ ...change, place }));
  return { signOut, heard };
}

const refusal = (status: number, code: string) => ({ status, body: { detail: "Said.", code } });

test.each([
  { mode: "session", reply: { status: 204 }, outcome: "signed-out", told: "signed-out" },
  { mode: "token", reply: { status: 204 }, outcome: "signed-out", told: "signed-out" },
  { mode: "session", reply: refusal(403, "not_authenticated"), outcome: "ended", told: "ended" },
  { mode: "token", reply: refusal(401, "not_authenticated"), outcome: "ended", told: "ended" },
  { mode: "token", reply: refusal(401, "token_not_valid"), outcome: "ended", told: "ended" },
  { mode: "session", reply: refusal(403, "cross_site"), outcome: "failed", told: null },
  { mode: "session", reply: refusal(503, "unavailable"), outcome: "failed", told: null },
  { mode: "token", reply: { status: 500, body: "" }, outcome: "failed", told: null },
] as const)("$mode: $reply is $outcome, in every tab", async ({ mode, reply, outcome, told }) => {
  stubFetch(() => reply);
  const [tab, other] = [await openTab(), await openTab()];
  expect(await tab.signOut(mode, "en")).toBe(outcome);
  expect(tab.heard).toEqual(told === null ? [] : [{ mode, what: told, place: "this-tab" }]);
  expect(other.heard).toEqual(told === null ? [] : [{ mode, what: told, place: "other-tab" }]);
});

test("without a connection nothing is known, and nobody is told", async () => {
  stubFetch(() => Promise.reject(new TypeError("failed to fetch")));
  const tab = await openTab();
  expect(await tab.signOut("session", "en")).toBe("unreachable");
  expect(tab.heard).toEqual([]);
});

test("where only a cookie can be forgotten, its refusal is a sign-out", async () => {
  stubFetch(() => refusal(401, "token_not_valid"));
  const tab = await openTab();
  expect(await tab.signOut("token", "en", true)).toBe("signed-out");
  expect(tab.heard).toEqual([{ mode: "token", what: "signed-out", place: "this-tab" }]);
});

test("what another version of the pages says is not heard", async () => {
  const tab = await openTab();
  const channel = new BroadcastChannel("latchkey-credentials");
  for (const message of ["changed", null, { mode: "token" }, { mode: "token", what: "eaten" }])
    channel.postMessage(message);
  expect(tab.heard).toEqual([]);
});
