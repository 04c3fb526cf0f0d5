/** axe on every page and state, in both languages, light and dark. */

import type { Page } from "@playwright/test";
import { accountTexts } from "../lib/ui/messages/account";
import { refreshTexts } from "../lib/ui/messages/refresh";
import { expect, test } from "./app";
import { expectNoViolationsInBoth } from "./axe";
import { comeBackUntil, newUsername } from "./user";

/** What they show to who is not signed in. */
const PAGES = {
  "start page": "/",
  "sign-up by session": "/session/signup",
  "sign-in by session": "/session/signin",
  "sign-up by tokens": "/jwt/signup",
  "sign-in by tokens": "/jwt/signin",
  "account, nobody signed in": "/account",
  "page not found": "/no-such-page",
};

const BROWSER = "/account/browser";

/** What they show to who is signed in by session. */
const ACCOUNT = {
  "account, password being changed": "/account?edit=password&wrong=old_password.blank",
  "account, about to be deleted": "/account?edit=delete",
  "account, password asked for": "/account?error=confirm_required",
  "account, sign-ins and events": "/account/signins",
  "what this browser holds, by session": BROWSER,
};

async function send(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields))
    await page.locator(`main form input[name=${name}]`).fill(value);
  await page.locator("main form button[type=submit]").click();
}

for (const language of ["en", "ko"] as const) {
  const texts = accountTexts[language];
  test.describe(language, () => {
    test.use({ locale: { en: "en-US", ko: "ko-KR" }[language] });
    // axe takes a second or more on a busy machine.
    test.setTimeout(180_000);

    test("axe finds nothing on any page, signed out", async ({ page }) => {
      for (const [state, path] of Object.entries(PAGES)) {
        await page.goto(path);
        await page.waitForLoadState("networkidle");
        await expectNoViolationsInBoth(page, state);
      }
    });

    test("axe finds nothing on forms that were refused", async ({ page }) => {
      await page.goto("/jwt/signup");
      await send(page, {});
      await expect(page.locator("input[name=username]")).toHaveAttribute("aria-invalid", "true");
      await expectNoViolationsInBoth(page, "sign-up, fields refused");
      await page.goto("/session/signin");
      await send(page, { username: newUsername(), password: "wrong" });
      await expect(page.locator("form").getByRole("alert")).toBeVisible();
      await expectNoViolationsInBoth(page, "sign-in, password refused");
    });

    test("axe finds nothing on any state of who is signed in", async ({ page, context }) => {
      const user = { username: newUsername(), password: "1234" };
      const heading = page.getByRole("heading", { level: 1 });
      await page.goto("/session/signup");
      await send(page, { ...user, email: `${user.username}@example.com`, age: "24" });
      await expect(heading).toContainText(user.username);
      await expectNoViolationsInBoth(page, "account, by session");
      for (const [state, path] of Object.entries(ACCOUNT)) {
        await page.goto(path);
        await expectNoViolationsInBoth(page, state);
      }
      await page.goto("/");
      await expectNoViolationsInBoth(page, "start page, signed in");
      await page.goto("/jwt/signin");
      await expectNoViolationsInBoth(page, "sign-in, signed in already");
      await send(page, user);
      await page.waitForURL("**/account");
      await page.goto(BROWSER);
      await expect(page.getByRole("button", { name: texts.token.signOut })).toBeVisible();
      await expectNoViolationsInBoth(page, "what this browser holds, by session and tokens");
      await page.route("**/user/jwt_refresh*", (route) => route.abort());
      await page.goto(`/jwt/refresh?next=${BROWSER}`);
      const tryAgain = page.locator("form").getByRole("button", { name: refreshTexts[language].tryAgain });
      await expect(tryAgain).toBeVisible();
      await expectNoViolationsInBoth(page, "refresh page, server out of reach");
      await page.unrouteAll();
      await tryAgain.click();
      await expect(heading).toContainText(user.username);
      // Before its scripts have loaded, the page would post a form and be replaced.
      await page.waitForLoadState("networkidle");
      await page.getByRole("button", { name: texts.session.signOut }).click();
      await expect(page.getByRole("article").getByText(texts.session.end["signed-out"])).toBeVisible();
      await expectNoViolationsInBoth(page, "what this browser holds, by tokens, signed out of the session");
      await page.getByRole("button", { name: texts.token.signOut }).click();
      await expect(heading).toHaveText(texts.signedOut.heading["signed-out"]);
      await expectNoViolationsInBoth(page, "account, signed out");

      await page.goto("/jwt/signin");
      await send(page, user);
      await expect(heading).toContainText(user.username);
      await context.clearCookies();
      await comeBackUntil(page, heading, texts.signedOut.heading.ended);
      await expectNoViolationsInBoth(page, "account, sign-in has ended");
    });
  });
}
