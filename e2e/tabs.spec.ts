import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "./app";
import { newName, signUp, statusWith, WORDS } from "./person";

const LIFETIME = 3;
const TABS = 5;
/** How long the tabs are watched. Seconds. */
const WATCH = 30;

test.use({ environment: { ACCESS_TOKEN_LIFETIME: `${LIFETIME}s` } });
test.setTimeout(120_000);

type Answered = { at: number; status: number };

/** Every refresh of every tab, as its answer comes in. */
function countRefreshes(context: BrowserContext): Answered[] {
  const answers: Answered[] = [];
  context.on("response", (response) => {
    if (response.url().endsWith("/user/jwt_refresh"))
      answers.push({ at: Date.now(), status: response.status() });
  });
  return answers;
}

async function openTabs(context: BrowserContext): Promise<Page[]> {
  const tabs = await Promise.all(Array.from({ length: TABS }, () => context.newPage()));
  await Promise.all(tabs.map((tab) => tab.goto("/account")));
  return tabs;
}

async function everyTabShows(tabs: Page[], heading: string, during: string): Promise<void> {
  const shown = await Promise.all(
    tabs.map((tab) => tab.getByRole("heading", { level: 1, name: heading }).isVisible()),
  );
  expect(shown, during).toEqual(tabs.map(() => true));
}

for (const locks of [true, false]) {
  test(`five tabs refresh as one, and end as one, ${locks ? "by locks" : "without locks"}`, async ({
    page,
    context,
    app,
  }) => {
    if (!locks) {
      await context.addInitScript(() =>
        Object.defineProperty(Navigator.prototype, "locks", { value: undefined }),
      );
    }
    const username = newName();
    await signUp(page, "jwt", username);
    await page.close();

    const refreshes = countRefreshes(context);
    const left: string[] = [];
    const tabs = await openTabs(context);
    for (const tab of tabs) {
      await expect(tab.getByRole("heading", { level: 1, name: username })).toBeVisible();
      tab.on("framenavigated", (frame) => {
        if (frame.url() !== `${app.url}/account`) left.push(frame.url());
      });
    }
    expect(await tabs[0]?.evaluate(() => navigator.locks !== undefined)).toBe(locks);

    const from = Date.now();
    const before = refreshes.length;
    while (Date.now() - from < WATCH * 1_000) {
      await everyTabShows(tabs, username, `after ${Math.round((Date.now() - from) / 1_000)} s`);
      await tabs[0]?.waitForTimeout(500);
    }
    const made = refreshes.slice(before);
    test.info().annotations.push({ type: "refreshes", description: `${made.length} in ${WATCH} s` });
    expect(made.map(({ status }) => status)).toEqual(made.map(() => 200));
    // An access token of three seconds, counted in whole ones, is good for two to three.
    expect(made.length).toBeGreaterThanOrEqual(WATCH / (LIFETIME + 2));
    expect(made.length).toBeLessThanOrEqual(WATCH / (LIFETIME - 1));
    expect(left).toEqual([]);
    // Somebody ends the family, which is still alive, from outside of this browser.
    const last = refreshes.length;
    const copied = await context.cookies(`${app.url}/user/`);
    expect(await statusWith(copied, app.url, "/user/jwt_signout", "POST")).toBe(204);
    for (const tab of tabs) {
      await expect(tab.getByRole("heading", { level: 1 })).toHaveText("Your sign-in has ended");
      await expect(tab.getByText(username)).toHaveCount(0);
      for (const door of ["Sign in with a session", "Sign in with tokens"])
        await expect(tab.getByRole("link", { name: door })).toBeVisible();
      expect(new URL(tab.url()).pathname).toBe("/account");
    }
    const refused = refreshes.slice(last).filter(({ status }) => status === 401);
    test.info().annotations.push({ type: "refused", description: `${refused.length}` });
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused.length).toBeLessThanOrEqual(2);

    // From there, one sign-in brings all of them back.
    const [first] = tabs;
    if (first === undefined) throw new Error("no tab");
    await first.getByRole("link", { name: "Sign in with tokens" }).click();
    await first.getByLabel("Username").fill(username);
    await first.locator("input[name=password]").fill("1234");
    await first.getByRole("button", { name: "Sign in" }).click();
    for (const tab of tabs)
      await expect(tab.getByRole("heading", { level: 1, name: username })).toBeVisible();
  });
}

test("signing out in one tab is seen in the other", async ({ page, context }) => {
  const username = newName();
  await signUp(page, "jwt", username);
  const other = await context.newPage();
  await other.goto("/account");
  await expect(other.getByRole("heading", { level: 1, name: username })).toBeVisible();
  await page.getByRole("button", { name: WORDS.jwt.signOut }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Your sign-in has ended");
});
