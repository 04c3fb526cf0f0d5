import type { BrowserContext, Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { expect, test } from "./app";
import { expectNoViolationsInBoth } from "./axe";
import { newUsername, signIn } from "./user";

const PASSWORD = "a quiet key";

function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/** A user with an authenticator app, who has signed out again. @returns the secret and a recovery code */
async function userWithApp(context: BrowserContext, username: string) {
  const { request } = context;
  const post = async (path: string, data = {}) => (await request.post(path, { data })).json();
  await post("/user/session_signup", { username, password: PASSWORD });
  const { secret } = await post("/user/totp");
  // The code of the step before, so that the present one is left for signing in.
  const { recovery_codes } = await post("/user/totp_confirm", { code: codeOf(secret, -1) });
  await request.post("/user/session_signout", { data: {} });
  return { secret, recoveryCode: recovery_codes[0] };
}

const code = (page: Page) => page.getByLabel("Code", { exact: true });
const heading = (page: Page) => page.getByRole("heading", { level: 1 });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled, locale: "en-US" });

    for (const mode of ["session", "jwt"] as const) {
      test(`signing in by ${mode} asks for the code, tells a wrong one, and goes on where it was to lead`, async ({
        page,
        context,
      }) => {
        const username = newUsername();
        const { secret, recoveryCode } = await userWithApp(context, username);
        await page.goto(`/${mode}/signin?next=/account/browser`);
        await signIn(page, username, PASSWORD);
        await expect(heading(page)).toHaveText("Enter your code");
        await expect(page).toHaveURL(`/${mode}/totp?next=%2Faccount%2Fbrowser`);
        await code(page).fill("000000");
        await page.getByRole("button", { name: "Sign in" }).click();
        await expect(page.locator("#code-error")).toContainText("This code isn’t right");
        await expect(code(page)).toBeFocused();
        if (javaScriptEnabled && mode === "session") await expectNoViolationsInBoth(page, "code, refused");
        await code(page).fill(mode === "jwt" ? recoveryCode : codeOf(secret));
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.waitForURL("**/account/browser");
        await expect(heading(page)).toContainText(username);
        expect((await context.cookies()).map(({ name }) => name)).not.toContain("latchkey_challenge");
      });
    }

    test("without a sign-in that has begun, the page says so, and leads back", async ({ page }) => {
      await page.goto("/session/totp");
      await code(page).fill("123456");
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.locator("form").getByRole("alert")).toContainText("That took too long");
      await page.getByRole("link", { name: "Start again" }).click();
      await expect(page).toHaveURL("/session/signin");
    });
  });
}
