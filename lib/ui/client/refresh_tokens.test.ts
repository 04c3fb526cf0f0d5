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
  const tab = {
    refresh: () => refreshTokens("en"),
    refreshFor: (next: string, since: number) => refreshTokens("en", { next, since }),
    changes: 0,
  };
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

/** Storage that all tabs share. */
function fakeStorage() {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
  };
}

describe("for the sake of a page", () => {
  beforeEach(() => vi.stubGlobal("navigator", { locks: fakeLocks() }));

  test("a tab that was asked for it before another one refreshed, and opens afterwards, does not refresh again", async () => {
    vi.stubGlobal("window", { localStorage: fakeStorage() });
    const requests = stubFetch(() => ({ status: 200, body: {} }));
    const asked = Date.now() - 1;
    for (const tab of await openTabs(3)) expect(await tab.refreshFor("/reports?a=b", asked)).toBe("answered");
    expect(requests.map(({ path }) => path)).toEqual(["/user/jwt_refresh?next=%2Freports%3Fa%3Db"]);
    const [later] = await openTabs(1);
    await later?.refreshFor("/reports", Date.now() + 1);
    expect(requests).toHaveLength(2);
  });

  test("a change in the future, before the clock was set back, holds no refresh up", async () => {
    const localStorage = fakeStorage();
    vi.stubGlobal("window", { localStorage });
    const requests = stubFetch(() => ({ status: 200, body: {} }));
    const [tab] = await openTabs(1);
    localStorage.setItem("latchkey-tokens-changed", String(Date.now() + 3_600_000));
    await tab?.refreshFor("/reports", Date.now());
    expect(requests).toHaveLength(1);
  });

  test("where storage is blocked, each tab refreshes", async () => {
    const denied = () => {
      throw new DOMException("denied", "SecurityError");
    };
    vi.stubGlobal("window", Object.defineProperty({}, "localStorage", { get: denied }));
    const requests = stubFetch(() => ({ status: 200, body: {} }));
    for (const tab of await openTabs(2)) expect(await tab.refreshFor("/reports", 0)).toBe("answered");
    expect(requests).toHaveLength(2);
  });
});

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
