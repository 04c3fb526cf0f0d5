import { afterEach, describe, expect, test, vi } from "vitest";
import { TestBrowser, type TestTab } from "@/lib/testing/ui/browser";
import { Issuer, refreshToken, serve } from "@/lib/testing/ui/issuer";
import { announce } from "./refresh";
import { COOKIES, nameOf } from "./renewals";

const REFUSED = { status: 401, body: { detail: "Token is blacklisted", code: "token_not_valid" } };
const BUSY = { status: 503, body: { detail: "Busy.", code: "unavailable" } };

afterEach(() => vi.unstubAllGlobals());

const all = (tabs: TestTab[]) => Promise.all(tabs.map((tab) => tab.refresh("en")));
const numberOf = (tab: TestTab) => /\.r(\d+)\./.exec(tab.tokens()?.refresh ?? "")?.[1];

describe.each([
  { how: "with locks", locks: true },
  { how: "without locks", locks: false },
])("tokens in cookies, $how", ({ locks }) => {
  const openTabs = (browser: TestBrowser) => Array.from({ length: 5 }, () => browser.openTab());

  test("five tabs that want newer tokens make one request, and four hear of it", async () => {
    const seen = serve(() => ({ status: 200, body: {} }));
    const browser = new TestBrowser({ locks });
    const tabs = openTabs(browser);
    const outcomes = all(tabs);
    browser.time += 1;
    expect(await outcomes).toEqual(Array(5).fill("refreshed"));
    expect(seen.map(({ body }) => body)).toEqual([{}]);
    expect(tabs.map(({ heard }) => heard.length).sort()).toEqual([0, 1, 1, 1, 1]);
    expect(tabs.flatMap(({ heard }) => heard)).toEqual(Array(4).fill("renewed"));
  });

  test("five tabs whose tokens are refused make one request, too", async () => {
    const seen = serve(() => REFUSED);
    const browser = new TestBrowser({ locks });
    const tabs = openTabs(browser);
    const outcomes = all(tabs);
    browser.time += 1;
    expect(await outcomes).toEqual(Array(5).fill("ended"));
    expect(seen).toHaveLength(1);
    expect(tabs.flatMap(({ heard }) => heard)).toEqual(Array(4).fill("ended"));
  });

  test("the next time is a request again", async () => {
    const seen = serve(() => ({ status: 200, body: {} }));
    const browser = new TestBrowser({ locks });
    const tabs = openTabs(browser);
    for (let round = 0; round < 3; round++) {
      const outcomes = all(tabs);
      browser.time += 1;
      await outcomes;
      browser.time += 3_000;
    }
    expect(seen).toHaveLength(3);
  });
});

describe("tokens in cookies", () => {
  test("a tab that knows its token since before another tab renewed it makes no request", async () => {
    const seen = serve(() => ({ status: 200, body: {} }));
    const browser = new TestBrowser();
    const [one, other] = [browser.openTab(), browser.openTab()];
    const known = browser.time;
    browser.time += 1_000;
    await one.refresh("en");
    browser.time += 1_000;
    expect(await other.refresh("en", known)).toBe("refreshed");
    expect(seen).toHaveLength(1);
    expect(await other.refresh("en", browser.time)).toBe("refreshed");
    expect(seen).toHaveLength(2);
  });

  test("a renewal of long ago, or of the future, speaks for nothing", async () => {
    const seen = serve(() => ({ status: 200, body: {} }));
    const browser = new TestBrowser();
    const tab = browser.openTab();
    const known = browser.time - 60_000;
    for (const at of [browser.time - 8_000, browser.time + 1]) {
      tab.renewals.note(COOKIES, { at, by: COOKIES });
      await tab.refresh("en", known);
    }
    expect(seen).toHaveLength(2);
    tab.renewals.note(COOKIES, { at: browser.time - 7_999, by: COOKIES });
    await tab.refresh("en", known);
    expect(seen).toHaveLength(2);
  });

  test("who signs in after the tokens ended can refresh", async () => {
    const seen = serve(() => REFUSED);
    const browser = new TestBrowser();
    const tab = browser.openTab();
    expect(await tab.refresh("en")).toBe("ended");
    browser.time += 1_000;
    announce(tab, COOKIES, COOKIES);
    const known = browser.time;
    serve(() => ({ status: 200, body: {} }));
    browser.time += 1_000;
    expect(await tab.refresh("en", known)).toBe("refreshed");
    expect(seen).toHaveLength(1);
  });

  test("a lost connection or a busy server ends nothing, and nobody is told", async () => {
    const browser = new TestBrowser();
    const [tab, other] = [browser.openTab(), browser.openTab()];
    for (const reply of [() => BUSY, () => Promise.reject(new TypeError("failed to fetch"))]) {
      serve(reply);
      expect(await tab.refresh("en")).toBe("unreachable");
    }
    expect(other.heard).toEqual([]);
    expect(tab.renewals.of(COOKIES)).toBeNull();
  });

  test("where the browser keeps no storage, every tab asks for itself", async () => {
    const seen = serve(() => ({ status: 200, body: {} }));
    const browser = new TestBrowser({ locks: false });
    const refuse = () => {
      throw new DOMException("denied", "SecurityError");
    };
    Object.assign(browser.storage, { getItem: refuse, setItem: refuse, removeItem: refuse });
    expect(await all([browser.openTab(), browser.openTab()])).toEqual(["refreshed", "refreshed"]);
    expect(seen).toHaveLength(2);
  });
});

describe("tokens in bodies", () => {
  test("ten callers of one tab make one request, and the new tokens replace the old ones", async () => {
    const browser = new TestBrowser();
    const issuer = new Issuer(() => browser.time);
    const tab = browser.openTab({ access: "a1", refresh: refreshToken(1) });
    expect(await Promise.all(Array.from({ length: 10 }, () => tab.refresh("en")))).toEqual(
      Array(10).fill("refreshed"),
    );
    expect(issuer.seen).toHaveLength(1);
    expect(numberOf(tab)).toBe("2");
  });

  test("without rotation the refresh token stays, and nobody is told", async () => {
    serve(() => ({ status: 200, body: { access: "a2" } }));
    const browser = new TestBrowser();
    const refresh = refreshToken(1);
    const tab = browser.openTab({ access: "a1", refresh });
    const copy = browser.openTab({ access: "a1", refresh });
    await tab.refresh("en");
    expect(tab.tokens()).toEqual({ access: "a2", refresh });
    expect(copy.heard).toEqual([]);
    expect(await copy.refresh("en")).toBe("refreshed");
  });

  test("a refusal ends the tokens, a busy server keeps them", async () => {
    const browser = new TestBrowser();
    const tab = browser.openTab({ access: "a1", refresh: refreshToken(1) });
    serve(() => BUSY);
    expect(await tab.refresh("en")).toBe("unreachable");
    expect(tab.tokens()).not.toBeNull();
    serve(() => REFUSED);
    expect(await tab.refresh("en")).toBe("ended");
    expect(tab.tokens()).toBeNull();
  });

  test("tabs of different sign-ins do not hear of each other, nor wait for each other's tokens", async () => {
    const browser = new TestBrowser();
    const issuer = new Issuer(() => browser.time);
    const one = browser.openTab({ access: "a1", refresh: refreshToken(1) });
    const other = browser.openTab({ access: "a101", refresh: refreshToken(101) });
    expect(await all([one, other])).toEqual(["refreshed", "refreshed"]);
    expect(issuer.seen).toHaveLength(2);
    expect([...one.heard, ...other.heard]).toEqual([]);
  });

  test("a duplicated tab and its original stay signed in, however often either renews", async () => {
    const browser = new TestBrowser();
    const issuer = new Issuer(() => browser.time);
    const refresh = refreshToken(1);
    const original = browser.openTab({ access: "a1", refresh });
    const copy = browser.openTab({ access: "a1", refresh });
    for (let round = 0; round < 10; round++) {
      const [first, second] = round % 3 === 0 ? [copy, original] : [original, copy];
      expect(await first.refresh("en")).toBe("refreshed");
      expect(second.heard.splice(0)).toEqual(["renewed"]);
      browser.time += 500;
      expect(await second.refresh("en")).toBe("refreshed");
      expect(first.heard).toEqual([]);
      expect(numberOf(first)).toBe(numberOf(second));
      browser.time += 180_000;
    }
    expect(issuer.ended).toBe(false);
  });

  test("both at once are answered with the same successor", async () => {
    const browser = new TestBrowser();
    const issuer = new Issuer(() => browser.time);
    const refresh = refreshToken(1);
    const tabs = [browser.openTab({ access: "a1", refresh }), browser.openTab({ access: "a1", refresh })];
    expect(await all(tabs)).toEqual(["refreshed", "refreshed"]);
    expect(tabs.map(numberOf)).toEqual(["2", "2"]);
    expect(issuer.ended).toBe(false);
  });

  test.each([
    { why: "too late", later: 8_000, renewals: 1 },
    { why: "after the successor was used", later: 10, renewals: 2 },
  ])("a copy that wakes up $why gives up its tokens alone", async ({ later, renewals }) => {
    const browser = new TestBrowser();
    const issuer = new Issuer(() => browser.time);
    const refresh = refreshToken(1);
    const original = browser.openTab({ access: "a1", refresh });
    const copy = browser.openTab({ access: "a1", refresh }, { asleep: true });
    for (let made = 0; made < renewals; made++) await original.refresh("en");
    browser.time += later;
    expect(await copy.refresh("en")).toBe("ended");
    expect(copy.tokens()).toBeNull();
    expect(issuer.seen).toHaveLength(renewals);
    expect(await original.refresh("en")).toBe("refreshed");
    expect(issuer.ended).toBe(false);
  });

  test("a third copy may follow no longer because a second one did", async () => {
    const browser = new TestBrowser();
    const issuer = new Issuer(() => browser.time);
    const refresh = refreshToken(1);
    const [original, second, third] = [0, 1, 2].map(() => browser.openTab({ access: "a1", refresh }));
    await original?.refresh("en");
    browser.time += 7_000;
    expect(await second?.refresh("en")).toBe("refreshed");
    browser.time += 7_000;
    expect(await third?.refresh("en")).toBe("ended");
    expect(issuer.ended).toBe(false);
  });

  test("signing out ends the copy, and not the tab of another sign-in", async () => {
    const browser = new TestBrowser();
    const refresh = refreshToken(1);
    const [original, copy] = [0, 1].map(() => browser.openTab({ access: "a1", refresh }));
    const other = browser.openTab({ access: "a9", refresh: refreshToken(9) });
    if (original) announce(original, nameOf(refresh), null);
    expect(copy?.heard).toEqual(["ended"]);
    expect(other.heard).toEqual([]);
  });
});

test("what tabs leave in storage holds no token, nor a piece of one", async () => {
  const browser = new TestBrowser({ locks: false });
  new Issuer(() => browser.time);
  const tab = browser.openTab({ access: "a1", refresh: refreshToken(1) });
  const before = tab.tokens();
  let written = "";
  const { setItem } = browser.storage;
  browser.storage.setItem = (key, value) => {
    written += value;
    setItem(key, value);
  };
  await tab.refresh("en");
  expect(written).not.toBe("");
  for (const tokens of [before, tab.tokens()]) {
    for (const piece of [tokens?.access ?? "?", ...(tokens?.refresh ?? "?").split(".")]) {
      expect(written).not.toContain(piece);
    }
  }
});
