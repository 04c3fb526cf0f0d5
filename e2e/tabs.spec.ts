import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "./app";
import { accountNav, LABELS, newUsername, openBrowserPage, signIn, signUp, statusWithCookies } from "./user";

const LIFETIME = 3;
/** How long the tabs are watched. Seconds. */
const WATCH = 30;

test.use({ environment: { ACCESS_TOKEN_LIFETIME: `${LIFETIME}s` } });
test.setTimeout(240_000);

/** The status of every refresh of every tab, as its answer comes in. */
function refreshesOf(context: BrowserContext): number[] {
  const statuses: number[] = [];
  context.on("response", (response) => {
    if (response.url().endsWith("/user/jwt_refresh")) statuses.push(response.status());
  });
  return statuses;
}

async function openTabs(context: BrowserContext, count: number): Promise<Page[]> {
  const tabs = await Promise.all(Array.from({ length: count }, () => context.newPage()));
  await Promise.all(tabs.map((tab) => tab.goto("/account/browser")));
  return tabs;
}

/** A duplicated tab starts with a copy of the original's sessionStorage, as one that it opens does. */
async function duplicate(page: Page): Promise<Page> {
  const opened = page.waitForEvent("popup");
  await page.evaluate(() => void window.open(window.location.href));
  return opened;
}

const heading = (tab: Page) => tab.getByRole("heading", { level: 1 });

async function everyTabShows(tabs: Page[], name: string, seconds: number): Promise<void> {
  const from = Date.now();
  while (Date.now() - from < seconds * 1_000) {
    const shown = await Promise.all(
      tabs.map((tab) => tab.getByRole("heading", { level: 1, name }).isVisible()),
    );
    expect(shown, `after ${Math.round((Date.now() - from) / 1_000)} s`).toEqual(tabs.map(() => true));
    await tabs[0]?.waitForTimeout(500);
  }
}

test("ten tabs refresh as one, end as one, and are all back after one sign-in", async ({
  page,
  context,
  app,
}) => {
  const username = newUsername();
  await signUp(page, "jwt", username);
  await page.close();

  const refreshes = refreshesOf(context);
  const left: string[] = [];
  const tabs = await openTabs(context, 10);
  for (const tab of tabs) {
    await expect(heading(tab)).toContainText(username);
    tab.on("framenavigated", (frame) => {
      if (frame.url() !== `${app.url}/account/browser`) left.push(frame.url());
    });
  }

  const before = refreshes.length;
  await everyTabShows(tabs, username, WATCH);
  const made = refreshes.slice(before);
  test.info().annotations.push({ type: "refreshes", description: `${made.length} in ${WATCH} s` });
  expect(made).toEqual(made.map(() => 200));
  // An access token of three seconds, counted in whole ones, is good for two to three.
  expect(made.length).toBeGreaterThanOrEqual(WATCH / (LIFETIME + 2));
  expect(made.length).toBeLessThanOrEqual(WATCH / (LIFETIME - 1));
  expect(left).toEqual([]);

  // Somebody ends the sign-in from outside of this browser.
  const last = refreshes.length;
  expect(await statusWithCookies(await context.cookies(), app.url, "/user/jwt_signout", "POST")).toBe(204);
  for (const tab of tabs) {
    await expect(heading(tab)).toHaveText("Your sign-in has ended");
    await expect(tab.getByText(username)).toHaveCount(0);
    for (const link of ["Sign in with a session", "Sign in with tokens"])
      await expect(tab.getByRole("link", { name: link })).toBeVisible();
    expect(new URL(tab.url()).pathname).toBe("/account/browser");
  }
  const refused = refreshes.slice(last).filter((status) => status === 401);
  test.info().annotations.push({ type: "refused", description: `${refused.length}` });
  expect(refused.length).toBeLessThanOrEqual(2);

  const [first = page] = tabs;
  await first.getByRole("link", { name: "Sign in with tokens" }).click();
  await signIn(first, username);
  for (const tab of tabs) await expect(heading(tab)).toContainText(username);
});

test("without Web Locks two tabs still share one sign-in", async ({ page, context }) => {
  await context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "locks", { value: undefined }),
  );
  const username = newUsername();
  await signUp(page, "jwt", username);
  const refreshes = refreshesOf(context);
  const tabs = [page, ...(await openTabs(context, 1))];
  for (const tab of tabs) await expect(heading(tab)).toContainText(username);
  await everyTabShows(tabs, username, 3 * LIFETIME);
  expect(refreshes.length).toBeGreaterThanOrEqual(2);
  expect(refreshes).toEqual(refreshes.map(() => 200));
});

test("a second tab and a duplicated one are signed in, too, stay so, and end with the sign-out of the first", async ({
  page,
  context,
}) => {
  const username = newUsername();
  await signUp(page, "jwt", username);
  const others = [await duplicate(page), ...(await openTabs(context, 1))];
  for (const other of others) await expect(heading(other)).toContainText(username);
  const refreshes = refreshesOf(context);
  await expect.poll(() => refreshes.length, { timeout: 40_000 }).toBeGreaterThanOrEqual(3);
  expect(refreshes).toEqual(refreshes.map(() => 200));
  for (const tab of [page, ...others]) await expect(heading(tab)).toContainText(username);

  await page.getByRole("button", { name: LABELS.jwt.signOut }).click();
  await expect(heading(page)).toHaveText("You are signed out");
  for (const other of others) {
    await expect(heading(other)).toHaveText("You are signed out");
    await expect(
      other
        .getByRole("status")
        .filter({ hasText: /^You signed out in another tab. This browser no longer has/ }),
    ).toHaveCount(1);
  }
});

test("a session's sign-out and another person's sign-in are told in the other tabs, and nothing of the first person stays", async ({
  page,
  context,
}) => {
  const [first, second] = [newUsername(), newUsername()];
  await signUp(page, "session", second);
  await signUp(page, "session", first);
  const [other = page] = await openTabs(context, 1);
  await expect(heading(other)).toContainText(first);
  // A page that is not the account's.
  const form = await context.newPage();
  await form.goto("/session/signin");
  await expect(accountNav(form)).toContainText(first);
  await form.getByLabel("Username").fill("half typed");

  await page.goto("/session/signin");
  await signIn(page, second);
  await expect(heading(other)).toContainText(second);
  await expect(other.getByText(first)).toHaveCount(0);
  await expect(
    other.getByRole("status").filter({ hasText: `You are now signed in as ${second}.` }),
  ).toHaveCount(1);

  await expect(accountNav(form)).toContainText(second);
  await expect(form.getByText(first)).toHaveCount(0);

  await openBrowserPage(page);
  await page.getByRole("button", { name: LABELS.session.signOut }).click();
  await expect(heading(page)).toHaveText("You are signed out");
  await expect(heading(page)).toBeFocused();
  await expect(form.getByRole("banner").getByRole("status")).toHaveText("You signed out in another tab.");
  await expect(form.getByText(second)).toHaveCount(0);
  await expect(form.getByLabel("Username")).toHaveValue("half typed");
  await expect(heading(other)).toHaveText("You are signed out");
  await expect(
    other
      .getByRole("status")
      .filter({ hasText: "You signed out in another tab, and the record was deleted." }),
  ).toHaveCount(1);
  await expect(other.getByText(second)).toHaveCount(0);
});
