/** What only a recent sign-in may do asks for the password where one is, and goes on. */

import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { expectNoViolationsInBoth } from "./axe";
import { newUsername } from "./user";

/** Seconds that a sign-in is recent: long enough for the answer that follows. */
const AGE = 8;
const PASSWORD = "1234";

test.use({ environment: { RECENT_SIGNIN_AGE: `${AGE}s` } });
test.setTimeout(120_000);

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** Signs up by a request, and opens the account once that sign-in is recent no more. */
async function openLater(page: Page, mode: string): Promise<void> {
  const answer = await page.request.post(`/user/${mode}_signup`, {
    data: { username: newUsername(), password: PASSWORD },
    headers: { "X-Latchkey-Page": "1", "Sec-Fetch-Site": "same-origin" },
  });
  expect(answer.status()).toBe(201);
  const change = () => page.request.patch("/user/me", { data: { username: newUsername() } });
  await expect.poll(async () => (await change()).status(), { timeout: 60_000 }).toBe(403);
  await page.goto("/account");
}

async function edit(page: Page, username: string): Promise<void> {
  await page.getByRole("link", { name: "Edit Username" }).click();
  await page.getByLabel("Username").fill(username);
  await page.getByRole("button", { name: "Save" }).click();
}

for (const mode of ["session", "jwt"] as const) {
  test(`by ${mode}, a dialog asks, tells a wrong password, and goes on with what was typed; closed, it changes nothing`, async ({
    page,
  }) => {
    await openLater(page, mode);
    const former = (await page.locator("h1 bdi").textContent()) ?? "";
    const username = newUsername();
    const dialog = page.getByRole("dialog", { name: "Confirm it’s you" });
    const password = dialog.getByLabel("Password", { exact: true });
    await edit(page, username);
    await expect(password).toBeFocused();
    if (mode === "session") await expectNoViolationsInBoth(page, "profile, password asked for");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(page.getByLabel("Username")).toHaveValue(username);
    await expect(page.locator("h1 bdi")).toHaveText(former);
    await page.getByRole("button", { name: "Save" }).click();
    await password.fill("wrong");
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(password).toHaveAccessibleDescription(/^That is not your password\./);
    await expect(password).toBeFocused();
    await password.fill(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(heading(page)).toContainText(username);
    await expect(page.getByRole("link", { name: "Edit Username" })).toBeFocused();
  });

  test.describe(`without scripts, by ${mode}`, () => {
    test.use({ javaScriptEnabled: false });

    test("the page asks, and what was typed is there again", async ({ page }) => {
      await openLater(page, mode);
      const username = newUsername();
      await edit(page, username);
      const password = page.locator("input[name=password]");
      await expect(page.getByRole("heading", { name: "Confirm it’s you" })).toBeVisible();
      await expect(password).toBeFocused();
      await expect(page.getByLabel("Username")).toHaveValue(username);
      await password.fill("wrong");
      await page.getByRole("button", { name: "Confirm" }).click();
      await expect(password).toHaveAccessibleDescription(/^That is not your password\./);
      await password.fill(PASSWORD);
      await page.getByRole("button", { name: "Confirm" }).click();
      await expect(page.getByText("You can go on now.")).toBeVisible();
      await expect(page.getByLabel("Username")).toHaveValue(username);
      await page.getByRole("button", { name: "Save" }).click();
      await expect(heading(page)).toContainText(username);
    });
  });
}
