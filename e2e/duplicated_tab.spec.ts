import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { newName, signUp, WORDS } from "./person";

test.use({ environment: { AUTH_COOKIE: "none", ACCESS_TOKEN_LIFETIME: "3s" } });

/** A tab that another opens starts with a copy of its sessionStorage, as a duplicated one does. */
async function duplicate(page: Page): Promise<Page> {
  const opened = page.waitForEvent("popup");
  await page.evaluate(() => void window.open(window.location.href));
  return opened;
}

test("a duplicated tab and its original, each with a copy of the tokens, both stay signed in, and sign out together", async ({
  page,
}) => {
  const username = newName();
  await signUp(page, "jwt", username);
  const copy = await duplicate(page);
  const tabs = [page, copy];
  const statuses: number[] = [];
  for (const tab of tabs) {
    await expect(tab.getByRole("heading", { level: 1, name: username })).toBeVisible();
    tab.on("response", (response) => {
      if (response.url().endsWith("/user/jwt_refresh")) statuses.push(response.status());
    });
  }
  await expect.poll(() => statuses.length, { timeout: 40_000 }).toBeGreaterThanOrEqual(8);
  expect(statuses).toEqual(statuses.map(() => 200));
  for (const tab of tabs) await expect(tab.getByRole("heading", { level: 1, name: username })).toBeVisible();

  await page.getByRole("button", { name: WORDS.jwt.signOut }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
  await expect(copy.getByRole("heading", { level: 1 })).toHaveText("Your sign-in has ended");
});
