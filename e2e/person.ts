import type { Cookie, Page } from "@playwright/test";

export type Mode = "session" | "jwt";

/** What the pages call each mode in English. */
export const WORDS = {
  session: { signOut: "Sign out of the session", card: "Session cookie", endpoint: "session" },
  jwt: { signOut: "Sign out of the tokens", card: "Tokens", endpoint: "jwt" },
} as const;

let count = 0;

/** A name that no other test has taken. */
export function newName(): string {
  count += 1;
  return `person-${process.pid}-${count}`;
}

export async function signUp(page: Page, mode: Mode, username: string, password = "1234"): Promise<void> {
  await page.goto(`/${mode}/signup`);
  const form = page.locator("form");
  await form.getByLabel("Username").fill(username);
  await form.locator("input[name=password]").fill(password);
  await form.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/account");
}

export async function signIn(page: Page, username: string, password = "1234"): Promise<void> {
  const form = page.locator("form");
  await form.getByLabel("Username").fill(username);
  await form.locator("input[name=password]").fill(password);
  await form.getByRole("button", { name: "Sign in" }).click();
}

/** What a thief who copied the cookies would be told. */
export async function statusWith(
  cookies: readonly Cookie[],
  url: string,
  path: string,
  method = "GET",
): Promise<number> {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  return (await fetch(url + path, { method, headers: { cookie } })).status;
}
