import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeChannels } from "@/lib/testing/ui/channels";
import { stubFetch } from "@/lib/testing/ui/fetch";

const REFUSED = { status: 401, body: { detail: "Token is blacklisted", code: "token_not_valid" } };
const BUSY = { status: 503, body: { detail: "Busy.", code: "unavailable" } };

beforeEach(() => vi.stubGlobal("BroadcastChannel", fakeChannels()));
afterEach(() => vi.unstubAllGlobals());

/** Web Locks as far as one exclusive lock needs them: everyone waits for those who asked before. */
function fakeLocks() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request: <T>(_name: string, work: () => Promise<T>): Promise<T> => {
      const mine = last.then(work);
      last = mine.catch(() => {});
      return mine;
    },
  };
}

/** A tab has modules of its own; locks and channels it shares with the others. */
async function openTab() {
  vi.resetModules();
  const { refreshTokens } = await import("./refresh_tokens");
  const { onCredentialChange } = await import("./credential_changes");
  const tab = { refresh: () => refreshTokens("en"), changes: 0 };
  onCredentialChange((_change, place) => {
    if (place === "other-tab") tab.changes += 1;
  });
  return tab;
}

async function openTabs(count: number) {
  const tabs = [];
  while (tabs.length < count) tabs.push(await openTab());
  return tabs;
}

describe("with Web Locks", () => {
  beforeEach(() => vi.stubGlobal("navigator", { locks: fakeLocks() }));

  test.each([
    { what: "renewed", reply: { status: 200, body: {} } },
    { what: "refused", reply: REFUSED },
  ])("ten tabs at once make one request, and hear that the tokens were $what", async ({ reply }) => {
    const requests = stubFetch(() => reply);
    const tabs = await openTabs(10);
    expect(await Promise.all(tabs.map(({ refresh }) => refresh()))).toEqual(Array(10).fill("answered"));
    expect(requests.map(({ path }) => path)).toEqual(["/user/jwt_refresh"]);
    expect(tabs.map(({ changes }) => changes).sort()).toEqual([0, ...Array(9).fill(1)]);
    await tabs[3]?.refresh();
    expect(requests).toHaveLength(2);
  });

  test("a lost connection or a busy server decides nothing: every tab asks for itself, and nobody is told", async () => {
    const tabs = await openTabs(2);
    for (const reply of [() => BUSY, () => Promise.reject(new TypeError("failed to fetch"))]) {
      const requests = stubFetch(reply);
      expect(await Promise.all(tabs.map(({ refresh }) => refresh()))).toEqual(["unreachable", "unreachable"]);
      expect(requests).toHaveLength(2);
    }
    expect(tabs.map(({ changes }) => changes)).toEqual([0, 0]);
  });
});

test.each([
  { why: "has no locks", navigator: {} },
  {
    why: "refuses locks",
    navigator: { locks: { request: () => Promise.reject(new DOMException("denied", "SecurityError")) } },
  },
])("where the browser $why, a tab refreshes without", async ({ navigator }) => {
  vi.stubGlobal("navigator", navigator);
  const requests = stubFetch(() => ({ status: 200, body: {} }));
  const [tab, other] = await openTabs(2);
  expect(await tab?.refresh()).toBe("answered");
  expect(requests).toHaveLength(1);
  expect(other?.changes).toBe(1);
});
