import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { expectNoViolations } from "./axe";
import { accountNav, LABELS, newUsername, openBrowserPage, statusWithCookies } from "./user";

test.use({ javaScriptEnabled: false, environment: { PASSWORD_VALIDATORS: "min_length" } });

const PASSWORD = "a quiet key";

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`input[name=${name}]`).fill(value);
}

/** As a browser does that knows no minlength. */
async function allowShort(page: Page): Promise<void> {
  await page.locator("input[name=password]").evaluate((input) => input.removeAttribute("minlength"));
}

async function signUp(page: Page, mode: string, username: string): Promise<void> {
  await page.goto(`/${mode}/signup`);
  await fill(page, { username, password: PASSWORD });
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/account");
  await openBrowserPage(page);
}

for (const mode of ["session", "jwt"] as const) {
  test.describe(`without scripts, by ${mode}`, () => {
    test("sign-up leads to the account page, which shows the person; signing out ends it", async ({
      page,
      context,
      app,
      tokenCookies,
    }) => {
      const username = newUsername();
      await signUp(page, mode, username);
      await expect(page.getByRole("heading", { level: 1, name: username })).toBeVisible();
      await expect(page.getByRole("heading", { name: LABELS[mode].card, exact: true })).toBeVisible();
      const copied = await context.cookies();
      const names = mode === "jwt" ? Object.values(tokenCookies) : ["sessionid"];
      expect(copied.map(({ name }) => name).sort()).toEqual(names);
      for (const { value } of copied) expect(await page.content()).not.toContain(value);
      await page.getByRole("button", { name: LABELS[mode].signOut }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are not signed in");
      expect(page.url()).toBe(`${app.url}/account/browser`);
      expect(await context.cookies()).toEqual([]);
      expect(await statusWithCookies(copied, app.url, "/user/me")).toBe(401);
    });

    test("the header leads to the account, and out of this mode", async ({ page, context }) => {
      await signUp(page, mode, newUsername());
      await page.goto("/");
      await accountNav(page).getByRole("link").click();
      await page.waitForURL("**/account");
      await page.goto("/");
      await accountNav(page).getByRole("button", { name: "Sign out" }).click();
      await page.waitForURL("**/account");
      await expect(accountNav(page)).toHaveCount(0);
      expect(await context.cookies()).toEqual([]);
    });

    test("an address is stored as it was typed, whatever its script", async ({ page }) => {
      const username = newUsername();
      const email = `${username}@도메인.한국`;
      await page.goto(`/${mode}/signup`);
      await fill(page, { username, password: PASSWORD, email });
      await page.getByRole("button", { name: "Create account" }).click();
      await page.waitForURL("**/account");
      await expect(page.getByText(email)).toBeVisible();
    });

    test("a wrong password is told in the same sentence, and signing in works from there", async ({
      page,
    }) => {
      const username = newUsername();
      await signUp(page, mode, username);
      await page.goto(`/${mode}/signin`);
      await fill(page, { username, password: "wrong" });
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.locator("form").getByRole("alert")).toHaveText(
        "No account matches this username and password. Please check both.",
      );
      await expect(page.getByRole("alert").locator("svg")).toBeVisible();
      await expect(page.getByLabel("Username")).toHaveValue(username);
      await expect(page.locator("input[name=password]")).toHaveValue("");
      await expect(page.locator("input[name=password]")).toBeFocused();
      await expect(page.locator("input[name=password]")).toHaveAccessibleDescription(/No account matches/);
      expect(page.url()).not.toContain(username);
      expect(page.url()).not.toContain("wrong");
      await fill(page, { username, password: PASSWORD });
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL("**/account");
      await expect(page.getByRole("heading", { level: 1, name: username })).toBeVisible();
    });

    test("a name that is taken is told at its field, once all else is well formed", async ({ page }) => {
      const username = newUsername();
      await signUp(page, mode, username);
      await page.goto(`/${mode}/signup`);
      await fill(page, { username, password: PASSWORD });
      await page.getByRole("button", { name: "Create account" }).click();
      await expect(page.getByLabel("Username")).toBeFocused();
      await expect(page.getByLabel("Username")).toHaveAccessibleDescription("That username is taken.");
    });

    test("what was typed stands there again after a refusal, but for the password, and only there", async ({
      page,
      context,
    }) => {
      const typed = { username: "two words", email: "somebody@", age: "a lot" };
      await page.goto(`/${mode}/signup`);
      await fill(page, { ...typed, password: PASSWORD });
      await page.getByRole("button", { name: "Create account" }).click();
      await page.waitForURL("**/signup?wrong=**");
      await expect(page.getByLabel("Username")).toBeFocused();
      for (const [name, value] of Object.entries(typed))
        await expect(page.locator(`input[name=${name}]`)).toHaveValue(value);
      await expect(page.locator("input[name=password]")).toHaveValue("");
      const [cookie] = await context.cookies();
      expect(cookie).toMatchObject({ name: "latchkey_form", httpOnly: true, sameSite: "Lax", path: "/" });
      expect(JSON.stringify(cookie)).not.toMatch(/two words|somebody/);
      const other = mode === "jwt" ? "session" : "jwt";
      for (const path of [`/${mode}/signup`, `/${other}/signup?wrong=username.invalid_username`]) {
        await page.goto(path);
        await expect(page.getByLabel("Username")).toHaveValue("");
      }
      await page.goBack();
      await signUp(page, mode, newUsername());
      expect((await context.cookies()).map(({ name }) => name)).not.toContain("latchkey_form");
    });

    test("a wrong name and a short password are told at their fields, the first of them focused", async ({
      page,
    }) => {
      await page.goto(`/${mode}/signup`);
      await allowShort(page);
      await fill(page, { username: "two words", password: "short" });
      await page.getByRole("button", { name: "Create account" }).click();
      const field = page.getByLabel("Username");
      await expect(field).toBeFocused();
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toHaveAccessibleDescription(/^Use only letters, digits/);
      const password = page.locator("input[name=password]");
      await expect(password).toHaveAttribute("aria-invalid", "true");
      await expect(password).toHaveAccessibleDescription(/^Use at least 8 characters\. At least/);
      await expect(password).toHaveValue("");
      await expect(page.getByLabel("Email")).toHaveAttribute("aria-invalid", "false");
      await expect(page.locator("form").getByRole("alert")).toHaveCount(0);
    });

    test("next is followed, also after a refusal, but to no other site", async ({ page, app }) => {
      const username = newUsername();
      await signUp(page, mode, username);
      await page.goto(`/${mode}/signin?next=${encodeURIComponent("/?from=form")}`);
      await fill(page, { username, password: "wrong" });
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.locator("form").getByRole("alert")).toBeVisible();
      await fill(page, { username, password: PASSWORD });
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL("**/?from=form");
      await page.goto(`/${mode}/signin?next=//evil.example`);
      await fill(page, { username, password: PASSWORD });
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(`${app.url}/account`);
    });
  });
}

test("without scripts, the sentences come in the language of the page", async ({ page, context, app }) => {
  await context.addCookies([{ name: "django_language", value: "ko", url: app.url }]);
  await page.goto("/session/signup");
  await allowShort(page);
  await fill(page, { username: "!", password: "short" });
  await page.locator("main form button[type=submit]").click();
  await expect(page.locator("input[name=username]")).toHaveAccessibleDescription(
    "아이디에는 글자와 숫자, 기호 @.+-_만 쓸 수 있어요.",
  );
  await expect(page.locator("input[name=password]")).toHaveAccessibleDescription(
    /^8자 이상으로 만들어 주세요\./,
  );
});

test("without scripts, the language is changed on the page where one is, query and refusal included", async ({
  page,
  app,
}) => {
  const html = page.locator("html");
  const [korean, english] = ["한국어", "English"].map((name) => page.getByRole("button", { name }));
  const chosen = () =>
    page.locator("header button").evaluateAll((all) => all.map((each) => each.getAttribute("aria-pressed")));
  const refused = "/session/signin?error=no_active_account&next=%2F%3Fa%3Db";
  for (const path of ["/session/signin", refused, "/nope?a=b", "/"]) {
    await page.goto(path);
    await korean?.click();
    await expect(html).toHaveAttribute("lang", "ko");
    expect(page.url()).toBe(app.url + path);
    expect(await chosen()).toEqual(["false", "true"]);
    await english?.click();
    await expect(html).toHaveAttribute("lang", "en");
    expect(page.url()).toBe(app.url + path);
  }
  await page.goto(refused);
  await expect(page.locator("main form").getByRole("alert")).toBeVisible();
  await korean?.click();
  await expect(page.locator("main form").getByRole("alert")).toBeVisible();

  await english?.click();
  const username = newUsername();
  await signUp(page, "jwt", username);
  await korean?.click();
  await expect(page.getByRole("heading", { level: 1, name: username })).toBeVisible();
  await expect(html).toHaveAttribute("lang", "ko");
  expect(page.url()).toBe(`${app.url}/account/browser`);
});

test("without scripts, whoever is signed in by both modes is signed out of both by one button", async ({
  page,
  context,
}) => {
  await signUp(page, "session", newUsername());
  await signUp(page, "jwt", newUsername());
  await page.goto("/");
  await accountNav(page).getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/account");
  await expect(accountNav(page)).toHaveCount(0);
  expect(await context.cookies()).toEqual([]);
});

test("without scripts, tokens are refreshed by a button, also after the access token has run out", async ({
  page,
  context,
  app,
  tokenCookies,
}) => {
  const username = newUsername();
  await signUp(page, "jwt", username);
  const refreshOf = async () =>
    (await context.cookies()).find(({ name }) => name === tokenCookies.refresh)?.value;
  const first = await refreshOf();
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByRole("heading", { level: 1, name: username })).toBeVisible();
  const second = await refreshOf();
  expect(second).not.toBe(first);

  await context.clearCookies({ name: tokenCookies.access });
  await page.goto("/account");
  await expect(page.getByText("Your access token has run out.")).toBeVisible();
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page).toHaveURL("/account");
  await expect(page.getByText("Your access token has run out.")).toHaveCount(0);

  await context.clearCookies({ name: tokenCookies.access });
  await page.goto("/account/browser");
  await expect(page.getByRole("heading", { level: 1, name: username })).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await page.getByRole("article").getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByRole("table")).toContainText("exp");

  expect(await statusWithCookies(await context.cookies(), app.url, "/user/jwt_signout", "POST")).toBe(204);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("We found no valid refresh token, so nothing was refreshed.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your sign-in has ended");

  await context.clearCookies();
  await page.goto("/account/browser");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are not signed in");
});

test.describe("with scripts, on a page that a form without them has led to", () => {
  test.use({ javaScriptEnabled: true });

  test("what was wrong is told until the form is sent again, and axe finds nothing", async ({ page }) => {
    await page.goto("/session/signup?wrong=username.username_taken&wrong=password.password_too_short.8");
    await expect(page.getByLabel("Username")).toBeFocused();
    await expect(page.getByText("That username is taken.")).toBeVisible();
    await expectNoViolations(page, "sign-up, refused without scripts");
    await fill(page, { username: newUsername(), password: "short" });
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByText("That username is taken.")).toHaveCount(0);
    await expect(page.locator("input[name=password]")).toHaveAccessibleDescription(
      /^Use at least 8 characters\./,
    );
    await page.goto("/session/signin?error=no_active_account");
    await expect(page.locator("form").getByRole("alert")).toBeVisible();
    await expectNoViolations(page, "sign-in, refused without scripts");
  });

  test("one answer tells all that is wrong, and a change takes what is wrong with its field away", async ({
    page,
  }) => {
    let sent = 0;
    page.on("request", (request) => {
      if (request.method() === "POST") sent += 1;
    });
    await page.goto("/session/signup");
    await fill(page, { username: "two words", password: "short", age: "old" });
    await page.getByRole("button", { name: "Create account" }).click();
    const input = (name: string) => page.locator(`input[name=${name}]`);
    const [username, password, age] = [input("username"), input("password"), input("age")] as const;
    await expect(username).toBeFocused();
    await expect(username).toHaveAccessibleDescription(/^Use only letters, digits/);
    await expect(password).toHaveAccessibleDescription(/^Use at least 8 characters\./);
    await expect(age).toHaveAccessibleDescription("Enter your age as a number.");
    await expect(page.getByLabel("Email")).toHaveAttribute("aria-invalid", "false");
    expect(sent).toBe(1);
    await username.fill("one-word");
    await expect(username).toHaveAttribute("aria-invalid", "false");
    await expect(username).toHaveAccessibleDescription("");
    await expect(age).toHaveAttribute("aria-invalid", "true");
  });

  test("the rules of a new password stand there before one is broken, and are marked while it is typed", async ({
    page,
  }) => {
    await page.goto("/session/signup");
    const password = page.locator("input[name=password]");
    await expect(password).toHaveAccessibleDescription("At least 8 characters");
    await expect(password).toHaveAttribute("minlength", "8");
    await expect(password).toHaveAttribute("passwordrules", "minlength: 8; allowed: ascii-printable;");
    await password.pressSequentially("1234567");
    await expect(password).toHaveAccessibleDescription("At least 8 characters");
    await password.press("8");
    await expect(password).toHaveAccessibleDescription(/^At least 8 characters \(met\)$/);
    await password.press("Backspace");
    await expect(password).toHaveAccessibleDescription("At least 8 characters");
    await expectNoViolations(page, "sign-up, rules of a password shown");
    await page.goto("/session/signin");
    await expect(password).toHaveAccessibleDescription("");
    await expect(password).not.toHaveAttribute("minlength");
  });

  test("a wait is counted down", async ({ page }) => {
    await page.clock.install();
    await page.goto("/session/signin?error=unavailable&wait=5");
    const alert = page.locator("form").getByRole("alert");
    await expect(alert).toContainText("We’re busy. Try again in 5 seconds.");
    await page.clock.runFor(3_000);
    await expect(alert).toContainText("Try again in 2 seconds.");
    await page.clock.runFor(3_000);
    await expect(alert).toContainText("You can try again now.");
  });

  test("a query that somebody else wrote puts no words on the page", async ({ page }) => {
    await page.goto(
      "/session/signin?error=call%200800&wrong=username.call%200800&wrong=username.max_length.call",
    );
    await expect(page.locator("form").getByRole("alert")).toHaveCount(0);
    expect(await page.content()).not.toContain('aria-invalid="true"');
    await expect(page.getByText("0800")).toHaveCount(0);
  });
});
