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

test("the account page sets an app up, shows the recovery codes once, and takes the app away again", async ({
  page,
  context,
}) => {
  const username = newUsername();
  await context.request.post("/user/jwt_signup", {
    data: { username, password: PASSWORD },
    headers: { "X-Latchkey-Page": "1", "Sec-Fetch-Site": "same-origin" },
  });
  await page.goto("/account");
  const section = page.getByRole("region", { name: "Two-step sign-in" });
  await section.getByRole("link", { name: "Set up" }).click();
  await section.getByRole("button", { name: "Start" }).click();
  await expect(section.getByRole("img", { name: "QR code" })).toBeVisible();
  await expectNoViolationsInBoth(page, "account, an authenticator app being set up");
  const secret = ((await section.locator("code").textContent()) ?? "").replaceAll(" ", "");
  const field = section.getByLabel("Code that the app shows now");
  await field.fill("000000");
  await section.getByRole("button", { name: "Turn on" }).click();
  await expect(section.getByText("This code isn’t right")).toBeVisible();
  await field.fill(codeOf(secret));
  await section.getByRole("button", { name: "Turn on" }).click();
  await expect(section.getByRole("heading", { name: "Save your recovery codes" })).toBeFocused();
  await expect(section.getByRole("listitem")).toHaveCount(10);
  const codes = await section.getByRole("listitem").allTextContents();
  await expectNoViolationsInBoth(page, "account, recovery codes");
  await section.getByRole("button", { name: "I have saved them" }).click();
  await expect(section.getByText("10 left")).toBeVisible();

  // Whoever signed in too long ago is asked for the password in between.
  await page.route("**/user/recovery_codes*", async (route) => {
    const json = { detail: "", code: "confirm_required" };
    await route.fulfill({ status: 403, json, headers: { "X-Latchkey-Refusal": "error=confirm_required" } });
    await page.unroute("**/user/recovery_codes*");
  });
  await section.getByRole("link", { name: "Make new ones" }).click();
  const asked = section.getByLabel("Code of the app, or a recovery code");
  await asked.fill(codes[0] ?? "");
  await section.getByRole("button", { name: "Make new ones" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("input[name=password]").fill(PASSWORD);
  await dialog.locator("button[type=submit]").click();
  await expect(section.getByRole("listitem")).toHaveCount(10);
  const [code] = await section.getByRole("listitem").allTextContents();
  await section.getByRole("button", { name: "I have saved them" }).click();

  await section.getByRole("link", { name: "Remove" }).click();
  await asked.fill(code ?? "");
  await section.getByRole("button", { name: "Remove" }).click();
  await expect(section.getByRole("link", { name: "Set up" })).toBeVisible();
  expect(await (await context.request.get("/user/totp")).json()).toEqual({
    enabled: false,
    recovery_codes: 0,
  });
});

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
