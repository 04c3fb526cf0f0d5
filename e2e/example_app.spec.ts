import { rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { test as base, expect } from "@playwright/test";
import { makeDatabaseFolder } from "../lib/commands/memory_folder.js";
import { freePort } from "../lib/testing/free_port";
import { type App, DEVELOPMENT, start } from "./app";
import { type BuiltExample, buildExample } from "./example_app";
import { newUsername, signIn } from "./user";

const NOTES = "/notes?of=me&x=1";

interface Servers {
  readonly built: BuiltExample;
  readonly latchkey: App;
  readonly app: App;
}

/** One build for all, and one of each server for each way. */
const test = base.extend<object, { servers: Servers; apart: Omit<Servers, "built"> }>({
  servers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it
    async ({}, use) => {
      const [latchkeyPort, appPort] = [await freePort(), await freePort()];
      const folder = makeDatabaseFolder("latchkey-example-");
      const latchkey = await start({
        ...DEVELOPMENT,
        PORT: String(latchkeyPort),
        APP_ORIGIN: `http://127.0.0.1:${appPort}`,
        TRUSTED_PROXIES: "127.0.0.1",
        DATABASE_URL: `file:${path.join(folder, "app.db")}`,
      });
      const built = await buildExample(latchkey.url);
      const app = await built.start(appPort);
      await use({ built, latchkey, app });
      app.stop();
      await latchkey.stop();
      built.remove();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 300_000 },
  ],
  apart: [
    async ({ servers }, use) => {
      const port = await freePort();
      const origin = `http://127.0.0.1:${port}`;
      const folder = makeDatabaseFolder("latchkey-example-apart-");
      const latchkey = await start({
        ...DEVELOPMENT,
        ALLOWED_REDIRECT_ORIGINS: origin,
        CSRF_TRUSTED_ORIGINS: origin,
        DATABASE_URL: `file:${path.join(folder, "app.db")}`,
      });
      const urls = { LATCHKEY_URL: latchkey.url, LATCHKEY_PUBLIC_URL: latchkey.url, APP_URL: origin };
      const app = await servers.built.start(port, urls);
      await use({ latchkey, app });
      app.stop();
      await latchkey.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ servers }, use) => use(servers.app.url),
});

test.describe.configure({ mode: "serial", timeout: 120_000 });

async function signUp(context: BrowserContext, mode: "session" | "jwt"): Promise<string> {
  const username = newUsername();
  const answer = await context.request.post(`/user/${mode}_signup`, { data: { username, password: "1234" } });
  expect(answer.status()).toBe(201);
  return username;
}

/** What a browser does with a cookie whose time is over. */
function loseAccessToken(context: BrowserContext): Promise<void> {
  return context.clearCookies({ name: "access_token" });
}

/** The addresses that the context has refreshed tokens at. */
function refreshesOf(context: BrowserContext): number[] {
  const statuses: number[] = [];
  context.on("response", (response) => {
    if (response.url().includes("/user/jwt_refresh")) statuses.push(response.status());
  });
  return statuses;
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

async function showsNotes(page: Page, username: string, url: string): Promise<void> {
  await expect(heading(page)).toHaveText(`Notes of ${username}`);
  expect(page.url()).toBe(url);
}

for (const mode of ["session", "jwt"] as const) {
  test(`at one origin, by ${mode}: from the app to Latchkey's pages, back to the same page, and out`, async ({
    page,
    servers,
  }) => {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("response", (response) => {
      if (response.status() === 404) problems.push(response.url());
    });
    const username = newUsername();
    await page.goto("/");
    await expect(heading(page)).toHaveText("Hello");
    await page.goto(NOTES);
    await expect(page).toHaveURL(/\/session\/signin\?next=/);
    const next = new URL(page.url()).searchParams.get("next");
    expect(next).toBe(NOTES);
    await page.goto(`/${mode}/signup?next=${encodeURIComponent(NOTES)}`);
    const form = page.locator("form", { has: page.getByLabel("Username") });
    // Its scripts have come, from beside those of the app.
    await expect(form).toHaveAttribute("novalidate", "");
    await form.getByLabel("Username").fill(username);
    await form.locator("input[name=password]").fill("1234");
    await form.getByRole("button", { name: "Create account" }).click();
    await showsNotes(page, username, servers.app.url + NOTES);
    await page.goto("/account");
    await expect(heading(page)).toHaveText(`Signed in as ${username}`);
    await page.goto("/");
    await expect(heading(page)).toHaveText(`Hello ${username}`);
    await page.getByRole("link", { name: "Notes" }).click();
    await showsNotes(page, username, `${servers.app.url}/notes?of=me`);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(heading(page)).toHaveText("Hello");
    expect(page.url()).toBe(`${servers.app.url}/`);
    await page.goBack();
    await expect(page).toHaveURL(/\/session\/signin\?next=%2Fnotes%3Fof%3Dme$/);
    await signIn(page, username);
    await showsNotes(page, username, `${servers.app.url}/notes?of=me`);
    expect(problems.filter((problem) => !/favicon|icon|manifest/.test(problem))).toEqual([]);
  });
}

for (const mode of ["session", "jwt"] as const) {
  test(`at two origins, by ${mode}: from the app to Latchkey, back to the same page, and out`, async ({
    page,
    context,
    apart: { app, latchkey },
  }) => {
    const username = newUsername();
    const next = `next=${encodeURIComponent(app.url + NOTES)}`;
    await page.goto(app.url + NOTES);
    await expect(page).toHaveURL(`${latchkey.url}/session/signin?${next}`);
    await page.goto(`${latchkey.url}/${mode}/signup?${next}`);
    await page.getByLabel("Username").fill(username);
    await page.locator("input[name=password]").fill("1234");
    await page.getByRole("button", { name: "Create account" }).click();
    await showsNotes(page, username, app.url + NOTES);
    if (mode === "jwt") {
      const refreshes = refreshesOf(context);
      await loseAccessToken(context);
      await page.goto(app.url);
      await page.getByRole("link", { name: "Notes" }).click();
      await showsNotes(page, username, `${app.url}/notes?of=me`);
      expect(refreshes).toEqual([200]);
    }
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(heading(page)).toHaveText("Hello");
    expect(page.url()).toBe(`${app.url}/`);
    await page.goto(app.url + NOTES);
    await expect(page).toHaveURL(`${latchkey.url}/session/signin?${next}`);
  });
}

test("a link of the app's own router leads there and back, too", async ({ page, context, servers }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Notes" }).click();
  await expect(page).toHaveURL(/\/session\/signin\?next=%2Fnotes%3Fof%3Dme$/);
  const username = await signUp(context, "jwt");
  await page.goto("/");
  await expect(heading(page)).toHaveText(`Hello ${username}`);
  await loseAccessToken(context);
  const refreshes = refreshesOf(context);
  await page.getByRole("link", { name: "Notes" }).click();
  await showsNotes(page, username, `${servers.app.url}/notes?of=me`);
  expect(refreshes).toEqual([200]);
});

test("an access token that has run out is no sign-out: one refresh, and the same page", async ({
  page,
  context,
  servers,
}) => {
  const username = await signUp(context, "jwt");
  const refreshes = refreshesOf(context);
  for (const count of [1, 2]) {
    await loseAccessToken(context);
    await page.goto("/");
    await page.goto(`${NOTES}#top`);
    await showsNotes(page, username, `${servers.app.url}${NOTES}#top`);
    expect(refreshes).toHaveLength(count);
  }
  await loseAccessToken(context);
  await page.goto("/");
  await page.getByRole("link", { name: "Sign in" }).click();
  await showsNotes(page, username, `${servers.app.url}/notes`);
  expect(refreshes).toEqual([200, 200, 200]);
});

test("a server action asks for its user, too: signed out elsewhere, or with a token that has run out", async ({
  page,
  context,
  servers,
}) => {
  const username = await signUp(context, "jwt");
  const address = `${servers.app.url}/notes/new`;
  const add = page.getByRole("button", { name: "Add" });
  await page.goto(address);
  await loseAccessToken(context);
  const refreshed = page.waitForResponse((response) => response.url().includes("/user/jwt_refresh"));
  await add.click();
  await refreshed;
  await page.waitForURL(address);
  await add.click();
  await expect(heading(page)).toHaveText(`Notes of ${username}`);
  await page.goto(address);
  await context.request.post("/user/signout");
  await add.click();
  await expect(page).toHaveURL(/\/session\/signin\?next=%2Fnotes%2Fnew$/);
  await signIn(page, username);
  await expect(heading(page)).toHaveText("A new note");
});

test("ten tabs at once refresh once", async ({ page, context }) => {
  const username = await signUp(context, "jwt");
  await page.goto("/");
  const tabs = await Promise.all(Array.from({ length: 10 }, () => context.newPage()));
  await loseAccessToken(context);
  const refreshes = refreshesOf(context);
  await Promise.all(tabs.map((tab) => tab.goto(NOTES)));
  for (const tab of tabs) await expect(heading(tab)).toHaveText(`Notes of ${username}`);
  expect(refreshes).toEqual([200]);
});

test("a prefetch refreshes nothing, and nothing of the app sets a cookie", async ({ context, servers }) => {
  await signUp(context, "jwt");
  await loseAccessToken(context);
  const before = await context.cookies();
  const asked = [
    { RSC: "1", "Next-Router-Prefetch": "1" },
    { "Sec-Purpose": "prefetch;prerender", Accept: "text/html" },
  ];
  for (const headers of asked) {
    const answer = await context.request.get(NOTES, { headers, maxRedirects: 0 });
    expect(answer.headers()["set-cookie"]).toBeUndefined();
    const followed = await context.request.get(NOTES, { headers });
    expect(followed.url()).not.toBe(servers.app.url + NOTES);
  }
  expect(await context.cookies()).toEqual(before);
});

test("no cache may keep a page that shows who is signed in, and nobody else gets it", async ({
  context,
  request,
}) => {
  const username = await signUp(context, "session");
  for (const address of ["/", NOTES]) {
    const answer = await context.request.get(address);
    expect(answer.headers()["cache-control"]).toMatch(/private.*no-store/);
    expect(await answer.text()).toContain(username);
    expect(await (await request.get(address)).text()).not.toContain(username);
  }
});

test("whatever proxy.ts is told, the page asks for its user itself", async ({ request }) => {
  const forged = [
    { Cookie: "sessionid=x" },
    { Cookie: "access_token_refresh=x" },
    { Authorization: "Bearer x" },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
    { Cookie: "sessionid=x", "latchkey-path": "https://evil.example/" },
  ];
  for (const headers of forged) {
    const answer = await request.get(NOTES, { headers, maxRedirects: 0 });
    expect(answer.status()).toBe(307);
    expect(answer.headers().location).toMatch(/^\/signin\?next=%2Fnotes%3Fof%3Dme%26x%3D1$/);
  }
});

test("the API takes bearer tokens, and no others", async ({ context, request }) => {
  await signUp(context, "jwt");
  const token = (await context.cookies()).find(({ name }) => name === "access_token")?.value;
  const status = async (authorization?: string) =>
    (await request.get("/api/notes", { headers: authorization ? { authorization } : {} })).status();
  expect(await status(`Bearer ${token}`)).toBe(200);
  expect([await status(), await status("Bearer x"), await status(`Bearer ${token}x`)]).toEqual([
    401, 401, 401,
  ]);
});

test("the app's rewrites pass on what Latchkey needs: origin, addresses, several cookies", async ({
  context,
  servers,
}) => {
  const data = { username: newUsername(), password: "1234" };
  const foreign = { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" };
  const refused = await context.request.post("/user/session_signup", { data, headers: foreign });
  expect(refused.status()).toBe(403);
  const ours = { Origin: servers.app.url, "X-Forwarded-For": "203.0.113.7" };
  const answer = await context.request.post("/user/jwt_signup", { data, headers: ours });
  const cookies = answer.headersArray().filter(({ name }) => name.toLowerCase() === "set-cookie");
  expect(cookies.length).toBeGreaterThan(1);
  const signIns = await (await context.request.get("/user/sessions")).json();
  expect(signIns).toMatchObject([{ address: "203.0.113.7", current: true }]);
  // Django's clients write a slash at the end, which Next.js takes off by a redirect (308).
  expect((await context.request.post("/user/jwt_signin/", { data })).status()).toBe(200);
});

/** Something in Latchkey's place, for the app's server alone, which notes what it is asked. */
async function standIn(status: number, body: object) {
  const asked: (string | undefined)[] = [];
  const server = createServer(({ url }, response) => {
    asked.push(url);
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, close: () => server.close() };
}

test("a request asks Latchkey once, however many parts of the page need its user", async ({
  request,
  servers,
}) => {
  const latchkey = await standIn(200, { id: 1, username: "mseo", email: "", age: null });
  const app = await servers.built.start(await freePort(), { LATCHKEY_URL: latchkey.url });
  const headers = { Cookie: "sessionid=x" };
  for (const count of [1, 2]) {
    const text = await (await request.get(app.url + NOTES, { headers })).text();
    expect(text).toContain("<title>Notes of mseo</title>");
    expect(text).toMatch(/<h1>Notes of (<!-- -->)?mseo/);
    expect(latchkey.asked).toEqual(Array(count).fill("/user/me"));
  }
  app.stop();
  latchkey.close();
});

test("an app that never sees its user leads in no circle", async ({ page, context, servers }) => {
  const latchkey = await standIn(401, { detail: "", code: "not_authenticated" });
  const app = await servers.built.start(await freePort(), { LATCHKEY_URL: latchkey.url });
  await signUp(context, "jwt");
  const refreshes = refreshesOf(context);
  await page.goto(app.url + NOTES);
  await expect(page.getByRole("alert").filter({ hasText: "keeps sending you back" })).toBeVisible();
  expect(refreshes).toEqual([200, 200, 200]);
  app.stop();
  latchkey.close();
});

test("a Latchkey that is down is an error page, not a sign-out", async ({ page, context, servers }) => {
  const latchkey = await standIn(503, { detail: "", code: "unavailable" });
  const app = await servers.built.start(await freePort(), { LATCHKEY_URL: latchkey.url });
  const username = await signUp(context, "session");
  const before = await context.cookies();
  const answer = await page.goto(app.url + NOTES);
  expect(answer?.status()).toBe(500);
  await expect(heading(page)).toHaveText("Something went wrong");
  expect(await context.cookies()).toEqual(before);
  app.stop();
  latchkey.close();
  await page.goto(NOTES);
  await showsNotes(page, username, servers.app.url + NOTES);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("signing in, a refresh and signing out lead through the app as well", async ({
    page,
    context,
    servers,
  }) => {
    const username = await signUp(context, "jwt");
    await loseAccessToken(context);
    await page.goto(NOTES);
    await page.getByRole("button", { name: "Continue" }).click();
    await showsNotes(page, username, servers.app.url + NOTES);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(heading(page)).toHaveText("Hello");
    await page.getByRole("link", { name: "Sign in" }).click();
    await signIn(page, username);
    await showsNotes(page, username, `${servers.app.url}/notes`);
  });
});
