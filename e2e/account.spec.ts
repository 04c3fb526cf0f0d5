/** What people change of their account: with scripts and without, by session and by tokens. */

import { readFileSync } from "node:fs";
import type { Cookie, Page } from "@playwright/test";
import { expect, test } from "./app";
import { expectNoViolationsInBoth } from "./axe";
import { accountNav, newUsername, signIn, statusWithCookies } from "./user";

test.use({ environment: { PASSWORD_VALIDATORS: "min_length" } });

const PASSWORD = "a quiet key";
const NEW_PASSWORD = "a brass key";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const pagesNav = (page: Page) => page.getByRole("navigation", { name: "Account pages" });
const form = (page: Page) => page.locator("main form[action*='/user/']");

async function edit(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole("link", { name: new RegExp(`^(Edit|Add) ${label}$`) }).click();
  await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole("button", { name: "Save" }).click();
}

async function changePassword(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole("link", { name: "Change password" }).click();
  await page.getByLabel("Current password").fill(from);
  await page.getByLabel("New password").fill(to);
  await page.getByRole("button", { name: "Change password" }).click();
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with scripts" : "without scripts";
  for (const mode of ["session", "jwt"] as const) {
    test.describe(`${how}, by ${mode}`, () => {
      test.use({ javaScriptEnabled });

      test.beforeEach(async ({ page }) => {
        // As a page of ours does, so that tokens come as cookies.
        const username = newUsername();
        const answer = await page.request.post(`/user/${mode}_signup`, {
          data: { username, password: PASSWORD, age: 24 },
          headers: { "X-Latchkey-Page": "1", "Sec-Fetch-Site": "same-origin" },
        });
        expect(answer.status()).toBe(201);
        await page.goto("/account");
      });

      test("name, address and age are changed in their place, each refusal told at its field", async ({
        page,
      }) => {
        const [username, email] = [newUsername(), `${newUsername()}@example.com`];
        await edit(page, "Username", "two words");
        await expect(page.getByLabel("Username")).toHaveAccessibleDescription(/^Use only letters, digits/);
        await expect(page.getByLabel("Username")).toHaveValue("two words");
        await page.getByLabel("Username").fill(username);
        await page.getByRole("button", { name: "Save" }).click();
        await expect(heading(page)).toContainText(username);
        await expect(accountNav(page)).toContainText(username);
        await expect(form(page).filter({ has: page.getByRole("button", { name: "Save" }) })).toHaveCount(0);
        await edit(page, "Email", email);
        await expect(page.getByText(email)).toBeVisible();
        await edit(page, "Age", "");
        await expect(page.getByRole("link", { name: "Add Age" })).toBeVisible();
        await edit(page, "Age", "150");
        await expect(page.getByText("150", { exact: true })).toBeVisible();
      });

      test("the password is changed, which ends the sign-ins elsewhere and keeps this one", async ({
        page,
        context,
        browser,
        app,
      }) => {
        const username = (await page.locator("h1 bdi").textContent()) ?? "";
        const elsewhere = await browser.newContext({ baseURL: app.url });
        const data = { username, password: PASSWORD };
        expect((await elsewhere.request.post("/user/session_signin", { data })).status()).toBe(200);
        const copied = await elsewhere.cookies();
        expect(await statusWithCookies(copied, app.url, "/user/me")).toBe(200);

        await changePassword(page, "wrong", "short but for scripts");
        const current = page.getByLabel("Current password");
        await expect(current).toHaveAccessibleDescription(/^That is not your current password\./);
        await expect(current).toHaveAttribute("autocomplete", "current-password");
        const next = page.getByLabel("New password");
        await expect(next).toHaveAttribute("autocomplete", "new-password");
        await expect(next).toHaveAccessibleDescription(/At least 8 characters/);
        await current.fill(PASSWORD);
        await next.fill(NEW_PASSWORD);
        await page.getByRole("button", { name: "Change password" }).click();
        await expect(current).toHaveCount(0);
        await expect(heading(page)).toContainText(username);
        expect(await statusWithCookies(copied, app.url, "/user/me")).toBe(401);
        expect(await statusWithCookies(await context.cookies(), app.url, "/user/me")).toBe(200);
        await elsewhere.close();

        await page.goto(`/${mode}/signin`);
        await signIn(page, username, NEW_PASSWORD);
        await page.waitForURL("**/account");
      });

      test("all that is kept is downloaded as a file", async ({ page }) => {
        const username = (await page.locator("h1 bdi").textContent()) ?? "";
        const started = page.waitForEvent("download");
        await page.getByRole("button", { name: "Download your data" }).click();
        const download = await started;
        expect(download.suggestedFilename()).toBe("account.json");
        expect(JSON.parse(readFileSync(await download.path(), "utf8"))).toMatchObject({ user: { username } });
      });

      test("the account is deleted by whoever types its name", async ({ page, context, app }) => {
        const username = (await page.locator("h1 bdi").textContent()) ?? "";
        await page.getByRole("link", { name: "Delete account" }).click();
        const typed = page.getByLabel(`To go on, type your username: ${username}`);
        const button = page.getByRole("button", { name: "Delete account" });
        await typed.fill("somebody");
        await button.click();
        await expect(typed).toBeFocused();
        await expect(heading(page)).toContainText(username);
        await typed.fill(username);
        await button.click();
        await page.waitForURL("**/account/deleted");
        await expect(heading(page)).toHaveText("Your account is deleted");
        await expect(accountNav(page)).toHaveCount(0);
        expect(await context.cookies()).toEqual([]);
        const data = { username, password: PASSWORD };
        expect((await page.request.post(`${app.url}/user/session_signin`, { data })).status()).toBe(401);
      });

      test("sign-ins are listed, and end: one, all others, and this one", async ({
        page,
        context,
        browser,
        app,
      }) => {
        const username = (await page.locator("h1 bdi").textContent()) ?? "";
        const elsewhere: Cookie[][] = [];
        for (const userAgent of ["curl/8.5.0", "node", "Python-urllib/3.11"]) {
          const other = await browser.newContext({ baseURL: app.url, userAgent });
          const data = { username, password: PASSWORD };
          expect((await other.request.post("/user/session_signin", { data })).status()).toBe(200);
          elsewhere.push(await other.cookies());
          await other.close();
        }
        const isLive = async (cookies: readonly Cookie[]) =>
          (await statusWithCookies(cookies, app.url, "/user/me")) === 200;
        const live = () => Promise.all(elsewhere.map(isLive));

        await pagesNav(page).getByRole("link", { name: "Sign-ins" }).click();
        await page.waitForURL("**/account/signins");
        await expect(pagesNav(page).getByRole("link", { name: "Sign-ins" })).toHaveAttribute(
          "aria-current",
          "page",
        );
        const items = page.getByRole("region", { name: "Where you’re signed in" }).getByRole("listitem");
        const events = page.getByRole("region", { name: "Recent activity" }).getByRole("listitem");
        await expect(items).toHaveCount(4);
        await expect(events.filter({ hasText: "You signed in" })).toHaveCount(4);
        await expect(items.first()).toContainText("This browser");
        await expect(items.first()).toContainText(mode === "jwt" ? "Tokens" : "Session");
        if (javaScriptEnabled && mode === "session") await expectNoViolationsInBoth(page, "sign-ins");
        await items.filter({ hasText: "curl" }).getByRole("button", { name: "Sign out" }).click();
        await expect(items).toHaveCount(3);
        expect(await live()).toEqual([false, true, true]);
        if (javaScriptEnabled) await expect(heading(page)).toBeFocused();
        await page.getByRole("button", { name: "Sign out everywhere else" }).click();
        await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
        await expect(events.first()).toContainText("You signed out everywhere else");
        await expect(items).toHaveCount(1);
        expect(await live()).toEqual([false, false, false]);
        await items.first().getByRole("button", { name: "Sign out" }).click();
        await expect(heading(page)).toHaveText(
          javaScriptEnabled ? "You are signed out" : "You are not signed in",
        );
        const isCredential = ({ name }: Cookie) => /^(sessionid|access_token)/.test(name);
        expect((await context.cookies()).filter(isCredential)).toEqual([]);
      });
    });
  }
}
