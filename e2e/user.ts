import { type Cookie, expect, type Locator, type Page } from "@playwright/test";

export type Mode = "session" | "jwt";

/** English labels of each mode on the pages. */
export const LABELS = {
  session: { signOut: "Sign out of the session", card: "Session cookie", endpoint: "session" },
  jwt: { signOut: "Sign out of the tokens", card: "Tokens", endpoint: "jwt" },
} as const;

/** The way to the account and out, in the header of every page. */
export const accountNav = (page: Page) => page.getByRole("navigation", { name: "Your account" });

/** From another page of the account. */
export async function openBrowserPage(page: Page): Promise<void> {
  const pages = page.getByRole("navigation", { name: "Account pages" });
  await pages.getByRole("link", { name: "This browser" }).click();
  await page.waitForURL("**/account/browser");
}

let count = 0;

/** A name that no other test has taken. */
export function newUsername(): string {
  count += 1;
  return `user-${process.pid}-${count}`;
}

/** Ends at the page of what this browser holds. */
export async function signUp(page: Page, mode: Mode, username: string, password = "1234"): Promise<void> {
  await page.goto(`/${mode}/signup`);
  const form = page.locator("form");
  await form.getByLabel("Username").fill(username);
  await form.locator("input[name=password]").fill(password);
  await form.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/account");
  await openBrowserPage(page);
}

export async function signIn(page: Page, username: string, password = "1234"): Promise<void> {
  const form = page.locator("form");
  await form.getByLabel("Username").fill(username);
  await form.locator("input[name=password]").fill(password);
  await form.getByRole("button", { name: "Sign in" }).click();
}

/** The status of a request with copied cookies, which claims to come from a page. */
export async function statusWithCookies(
  cookies: readonly Cookie[],
  url: string,
  path: string,
  method = "GET",
): Promise<number> {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const headers = { cookie, "X-Latchkey-Page": "1", "Sec-Fetch-Site": "same-origin" };
  return (await fetch(url + path, { method, headers })).status;
}

/**
 * Somebody comes back to the tab, and the page looks whether it is still up to date: again and again until it shows a text, since
 * a page whose scripts have not loaded yet does not notice.
 */
export async function comeBackUntil(page: Page, shown: Locator, text: string): Promise<void> {
  await expect(async () => {
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await expect(shown).toHaveText(text, { timeout: 3_000 });
  }).toPass({ timeout: 20_000 });
}
