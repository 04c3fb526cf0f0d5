import type { BrowserContext, Page } from "@playwright/test";
import { test as base, expect } from "@playwright/test";
import type { App, Environment } from "./app";
import { type AppWithPages, buildAppWithPages } from "./app_with_pages";
import { newUsername, signIn, statusWithCookies } from "./user";

const ACCESS = "access_token";
const REFRESH = "access_token_refresh";
const PAGE = "/reports?from=2026&to=x";
const NEXT = `next=${encodeURIComponent(PAGE)}`;

/** One build for all, and one server but for tests of settings. */
const test = base.extend<{ app: App; environment: Environment }, { built: AppWithPages; shared: App }>({
  built: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it
    async ({}, use) => {
      const built = await buildAppWithPages();
      await use(built);
      built.remove();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  shared: [
    async ({ built }, use) => {
      const app = await built.start();
      await use(app);
      await app.stop();
    },
    { scope: "worker" },
  ],
  environment: [{}, { option: true }],
  app: async ({ built, shared, environment }, use) => {
    if (Object.keys(environment).length === 0) return use(shared);
    const app = await built.start(environment);
    await use(app);
    await app.stop();
  },
  baseURL: async ({ app }, use) => use(app.url),
});

test.describe.configure({ mode: "serial", timeout: 120_000 });

/** @returns the new user's name */
async function signUp(context: BrowserContext): Promise<string> {
  const username = newUsername();
  const answer = await context.request.post("/user/jwt_signup", { data: { username, password: "1234" } });
  expect(answer.status()).toBe(201);
  return username;
}

/** What a browser does with a cookie whose time is over. */
function loseAccessToken(context: BrowserContext): Promise<void> {
  return context.clearCookies({ name: ACCESS });
}

async function refreshToken(context: BrowserContext): Promise<string | undefined> {
  return (await context.cookies()).find(({ name }) => name === REFRESH)?.value;
}

/** The statuses of all refreshes of the context. */
function refreshesOf(context: BrowserContext): number[] {
  const statuses: number[] = [];
  context.on("response", (response) => {
    if (response.url().includes("/user/jwt_refresh")) statuses.push(response.status());
  });
  return statuses;
}

async function showsReports(page: Page, username: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Reports of ${username}`);
  await expect(page).toHaveURL(/\/reports\?from=2026&to=x$/);
}

test("a page that needs a user comes after one refresh once the access token has run out, as often as it does", async ({
  page,
  context,
}) => {
  const username = await signUp(context);
  const refreshes = refreshesOf(context);
  await page.goto(PAGE);
  await showsReports(page, username);
  expect(refreshes).toEqual([]);
  for (const count of [1, 2]) {
    await loseAccessToken(context);
    await page.goto(PAGE);
    await showsReports(page, username);
    expect(refreshes).toHaveLength(count);
    await page.reload();
    await showsReports(page, username);
    expect(refreshes).toHaveLength(count);
  }
  await loseAccessToken(context);
  await page.reload();
  await showsReports(page, username);
  expect(refreshes).toEqual([200, 200, 200]);
  // The page that refreshed is not in the history.
  await page.goBack();
  await expect(page).not.toHaveURL(/refresh/);
});

test("ten tabs come back signed in with one rotation, and the fragments of their addresses", async ({
  page,
  context,
}) => {
  const username = await signUp(context);
  await page.goto("/desk");
  const tabs = await Promise.all(Array.from({ length: 10 }, () => context.newPage()));
  await loseAccessToken(context);
  const refreshes = refreshesOf(context);
  await Promise.all(tabs.map((tab, index) => tab.goto(`${PAGE}#${index}`)));
  for (const [index, tab] of tabs.entries()) {
    await expect(tab.getByRole("heading", { level: 1 })).toHaveText(`Reports of ${username}`);
    expect(new URL(tab.url()).hash).toBe(`#${index}`);
  }
  expect(refreshes).toEqual([200]);
});

test("a prefetch refreshes nothing, and the link leads to the page", async ({ page, context, app }) => {
  const username = await signUp(context);
  await loseAccessToken(context);
  const before = await refreshToken(context);
  const refreshes = refreshesOf(context);
  const prefetched = page.waitForResponse((response) => response.url().includes("/reports?from=desk"));
  await page.goto("/desk");
  await prefetched;
  const asked = [
    { RSC: "1", "Next-Router-Prefetch": "1" },
    { "Sec-Purpose": "prefetch;prerender", Accept: "text/html" },
  ];
  for (const headers of asked) await context.request.get(PAGE, { headers });
  expect(refreshes).toEqual([]);
  expect(await refreshToken(context)).toBe(before);
  await page.getByRole("link", { name: "Reports" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Reports of ${username}`);
  expect(page.url()).toBe(`${app.url}/reports?from=desk`);
  expect(refreshes).toEqual([200]);
});

test("a sign-in that has ended leads to the sign-in page, and from there to the page", async ({
  page,
  context,
  app,
}) => {
  const username = await signUp(context);
  await page.goto("/desk");
  await loseAccessToken(context);
  expect(await statusWithCookies(await context.cookies(), app.url, "/user/jwt_signout", "POST")).toBe(204);
  await page.goto(PAGE);
  await expect(page).toHaveURL(`${app.url}/jwt/signin?${NEXT}`);
  await signIn(page, username);
  await showsReports(page, username);
  await context.clearCookies();
  await page.goto(PAGE);
  await expect(page).toHaveURL(`${app.url}/session/signin?${NEXT}`);
  await signIn(page, username);
  await showsReports(page, username);
  await expect(page.getByText("Signed in by session")).toBeVisible();
});

test("a sign-in that ends while it is refreshed leads there, too", async ({ page, context, app }) => {
  await signUp(context);
  await loseAccessToken(context);
  await page.route("**/user/jwt_refresh?*", async (route) => {
    await statusWithCookies(await context.cookies(), app.url, "/user/jwt_signout", "POST");
    await route.continue();
  });
  await page.goto(PAGE);
  await expect(page).toHaveURL(`${app.url}/jwt/signin?${NEXT}`);
});

test("a server that cannot be reached is said, and tried again", async ({ page, context }) => {
  const username = await signUp(context);
  await loseAccessToken(context);
  await page.route("**/user/jwt_refresh?*", (route) => route.abort());
  await page.goto(PAGE);
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/couldn’t reach the server/);
  await page.unroute("**/user/jwt_refresh?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await showsReports(page, username);
});

test("the page that refreshes leads to no other site", async ({ context, app }) => {
  await signUp(context);
  for (const next of ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]) {
    // A tab of its own: one that comes again and again would be stopped.
    const page = await context.newPage();
    await page.goto(`/jwt/refresh?next=${encodeURIComponent(next)}`);
    await page.waitForURL(`${app.url}/account`);
  }
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("one button refreshes and opens the page", async ({ page, context, app }) => {
    const username = await signUp(context);
    await loseAccessToken(context);
    await page.goto(PAGE);
    await expect(page).toHaveURL(`${app.url}/jwt/refresh?${NEXT}`);
    const before = await refreshToken(context);
    await page.getByRole("button", { name: "Continue" }).click();
    await showsReports(page, username);
    expect(await refreshToken(context)).not.toBe(before);
  });

  test("a sign-in that has ended in between leads to the sign-in page", async ({ page, context, app }) => {
    await signUp(context);
    await loseAccessToken(context);
    await page.goto(PAGE);
    await statusWithCookies(await context.cookies(), app.url, "/user/jwt_signout", "POST");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page).toHaveURL(`${app.url}/jwt/signin?${NEXT}`);
  });
});

test.describe("where AUTH_COOKIE_PATH is elsewhere", () => {
  test.use({ environment: { AUTH_COOKIE_PATH: "/elsewhere" } });

  test("one refresh is tried, with and without scripts, and the sign-in page comes", async ({
    browser,
    app,
  }) => {
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled });
      await signUp(context);
      const refreshes = refreshesOf(context);
      const page = await context.newPage();
      await page.goto(PAGE);
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Continue" }).click();
      await expect(page).toHaveURL(`${app.url}/jwt/signin?${NEXT}`);
      expect(refreshes).toHaveLength(1);
      expect((await context.cookies()).map(({ name }) => name)).not.toContain("latchkey_refreshed");
      await context.close();
    }
  });
});
