import { expect, test } from "./app";
import {
  accountNav,
  comeBackUntil,
  LABELS,
  type Mode,
  newUsername,
  openBrowserPage,
  signIn,
  signUp,
  statusWithCookies,
} from "./user";

for (const mode of ["session", "jwt"] as const satisfies readonly Mode[]) {
  test.describe(`by ${mode}`, () => {
    test("sign-up leads to the signed-in page, which a reload keeps and signing out ends; copied cookies are dead", async ({
      page,
      context,
      app,
    }) => {
      const username = newUsername();
      await signUp(page, mode, username);
      await expect(page.getByRole("heading", { name: username })).toBeVisible();
      await expect(page.getByRole("heading", { name: LABELS[mode].card, exact: true })).toBeVisible();
      await page.reload();
      await expect(page.getByRole("heading", { name: username })).toBeVisible();

      const copied = await context.cookies();
      expect(await statusWithCookies(copied, app.url, "/user/me")).toBe(200);
      await page.getByRole("button", { name: LABELS[mode].signOut }).click();
      await expect(page.getByRole("heading", { name: LABELS[mode].card, exact: true })).toBeHidden();
      expect(await context.cookies()).toEqual([]);
      expect(await statusWithCookies(copied, app.url, "/user/me")).toBe(401);
      if (mode === "jwt")
        expect(await statusWithCookies(copied, app.url, "/user/jwt_refresh", "POST")).toBe(401);
    });

    test("what was ended elsewhere is told as that: on a sign-out, and when somebody returns to the page", async ({
      page,
      context,
      app,
    }) => {
      const signOut = page.getByRole("button", { name: LABELS[mode].signOut });
      const heading = page.getByRole("heading", { level: 1 });
      const endElsewhere = async () =>
        expect(
          await statusWithCookies(await context.cookies(), app.url, `/user/${mode}_signout`, "POST"),
        ).toBe(204);

      await signUp(page, mode, newUsername());
      await endElsewhere();
      await signOut.click();
      await expect(heading).toHaveText("Your sign-in has ended");
      await expect(heading).toBeFocused();
      await expect(
        page.getByRole("status").filter({ hasText: /expired or (was|were) ended elsewhere\.$/ }),
      ).toHaveCount(1);

      await signUp(page, mode, newUsername());
      await endElsewhere();
      // While the server cannot be reached, the page stays.
      await page.route("**/healthz", (route) => route.abort());
      await page.evaluate(() => window.dispatchEvent(new Event("focus")));
      await expect(page.getByRole("main").getByRole("alert")).toHaveText(/couldn’t reach the server/);
      await expect(signOut).toBeVisible();
      await page.unroute("**/healthz");
      await page.evaluate(() => window.dispatchEvent(new Event("online")));
      await expect(heading).toHaveText("Your sign-in has ended");
    });

    test("every page leads to the account and out, and a form says who is signed in", async ({
      page,
      context,
      app,
    }) => {
      const username = newUsername();
      const main = page.getByRole("main");
      await page.goto("/");
      await expect(accountNav(page)).toHaveCount(0);
      await signUp(page, mode, username);
      for (const path of ["/session/signin", "/jwt/signup", "/no-such-page", "/"]) {
        await page.goto(path);
        await expect(accountNav(page).getByRole("link")).toHaveText(`Your account: ${username}`);
      }
      await page.goto(`/${mode}/signin`);
      await expect(main).toContainText(`You are signed in as ${username} with`);
      await expect(main).toContainText("To use another account, sign in below. Go to your account");
      await page.goto(mode === "jwt" ? "/session/signup" : "/jwt/signup");
      await expect(main).toContainText(/You are signed in as .* You can use (tokens|a session) as well\./);
      await accountNav(page).getByRole("link").click();
      await page.waitForURL("**/account");
      await page.goto("/");

      const signOut = accountNav(page).getByRole("button", { name: "Sign out" });
      await page.route(`**/user/${mode}_signout`, (route) => route.abort());
      await signOut.click();
      await expect(page.getByRole("banner").getByRole("alert")).toHaveText(/We couldn’t sign you out/);
      await page.unroute(`**/user/${mode}_signout`);
      const copied = await context.cookies();
      await signOut.click();
      await expect(accountNav(page)).toHaveCount(0);
      await expect(page.getByRole("banner").getByRole("status")).toHaveText("You are signed out.");
      await expect(main).toBeFocused();
      await expect(main).not.toContainText(username);
      expect(await context.cookies()).toEqual([]);
      expect(await statusWithCookies(copied, app.url, "/user/me")).toBe(401);
    });

    test("a sign-out that fails is told, and the credential is still there", async ({ page }) => {
      await signUp(page, mode, newUsername());
      const signOut = page.getByRole("button", { name: LABELS[mode].signOut });
      const alert = page.getByRole("main").getByRole("alert");
      await page.route(`**/user/${mode}_signout`, (route) =>
        route.fulfill({
          status: 503,
          headers: { "Retry-After": "1" },
          json: { detail: "Busy.", code: "unavailable" },
        }),
      );
      await signOut.click();
      await expect(alert).toHaveText(/You are still signed in, so please try again\.$/);
      await page.unroute(`**/user/${mode}_signout`);
      await page.route(`**/user/${mode}_signout`, (route) => route.abort());
      await signOut.click();
      await expect(alert).toHaveText(/couldn’t reach the server. You may still be signed in/);
      await page.unroute(`**/user/${mode}_signout`);
      await signOut.click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
    });

    test("a wrong password is told in one sentence, keeps the name, and asks for the password again", async ({
      page,
    }) => {
      const username = newUsername();
      await signUp(page, mode, username);
      await page.goto(`/${mode}/signin`);
      await signIn(page, username, "wrong");
      await expect(page.locator("form").getByRole("alert")).toHaveText(
        "No account matches this username and password. Please check both.",
      );
      await expect(page.getByLabel("Username")).toHaveValue(username);
      await expect(page.locator("input[name=password]")).toHaveValue("");
      await expect(page.locator("input[name=password]")).toBeFocused();
      await signIn(page, username);
      await page.waitForURL("**/account");
    });

    test("a taken name is told at its field, which gets the focus", async ({ page }) => {
      const username = newUsername();
      await signUp(page, mode, username);
      await page.goto(`/${mode}/signup`);
      const field = page.getByLabel("Username");
      await field.fill(username);
      await page.locator("input[name=password]").fill("1234");
      await page.getByRole("button", { name: "Create account" }).click();
      await expect(field).toBeFocused();
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toHaveAccessibleDescription("That username is taken.");
    });

    test("empty fields are told, the first of them focused", async ({ page }) => {
      await page.goto(`/${mode}/signup`);
      await page.getByRole("button", { name: "Create account" }).click();
      await expect(page.getByLabel("Username")).toBeFocused();
      await expect(page.getByLabel("Username")).toHaveAccessibleDescription("Enter a username.");
      await expect(page.locator("input[name=password]")).toHaveAccessibleDescription("Enter a password.");
    });

    test("the other mode's tab keeps what is typed, the password, too, until another page comes", async ({
      page,
    }) => {
      const other = mode === "session" ? "Token" : "Session";
      await page.goto(`/${mode}/signin`);
      await expect(page.getByLabel("Username")).toBeFocused();
      await page.getByLabel("Username").fill("somebody");
      await page.locator("input[name=password]").fill("secret");
      const tabs = page.getByRole("navigation", { name: /./ }).getByRole("link");
      await tabs.filter({ hasText: other }).click();
      await page.waitForURL((url) => !url.pathname.startsWith(`/${mode}/`));
      await expect(page.getByLabel("Username")).toHaveValue("somebody");
      await expect(page.locator("input[name=password]")).toHaveValue("secret");
      await expect(page.getByLabel("Username")).not.toBeFocused();
      expect(page.url()).not.toMatch(/somebody|secret/);
      expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toMatch(
        /somebody|secret/,
      );
      await page.getByRole("link", { name: /Create one/ }).click();
      await page.waitForURL("**/signup");
      await expect(page.getByLabel("Username")).toHaveValue("");
      await page.goBack();
      await page.waitForURL("**/signin");
      await expect(page.getByLabel("Username")).toHaveValue("");
    });

    test("what is typed before the script has come is sent, and the focus stays where it is", async ({
      page,
    }) => {
      const username = newUsername();
      await signUp(page, mode, username);
      await page.context().clearCookies();
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route("**/_next/static/**/*.js", async (route) => {
        await released;
        await route.continue();
      });
      await page.goto(`/${mode}/signin`, { waitUntil: "commit" });
      await expect(page.getByLabel("Username")).toBeFocused();
      await page.getByLabel("Username").fill(username);
      await page.locator("input[name=password]").fill("1234");
      release();
      const form = page.locator("form", { has: page.getByLabel("Username") });
      await expect(form).toHaveAttribute("novalidate", "");
      await expect(page.locator("input[name=password]")).toBeFocused();
      await expect(page.getByLabel("Username")).toHaveValue(username);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL("**/account");
    });

    test("a double click signs up once", async ({ page }) => {
      await page.goto(`/${mode}/signup`);
      let sent = 0;
      page.on("request", (request) => {
        if (request.url().endsWith(`${mode}_signup`)) sent += 1;
      });
      await page.getByLabel("Username").fill(newUsername());
      await page.locator("input[name=password]").fill("1234");
      await page.getByRole("button", { name: "Create account" }).dblclick();
      await page.waitForURL("**/account");
      expect(sent).toBe(1);
    });

    test("the password can be shown, and is hidden again when it is sent", async ({ page }) => {
      await page.goto(`/${mode}/signin`);
      const password = page.locator("input[name=password]");
      await password.fill("secret");
      await page.getByRole("button", { name: "Show password" }).click();
      await expect(password).toHaveAttribute("type", "text");
      await expect(page.getByRole("button", { name: "Hide password" })).toBeVisible();
      await page.getByLabel("Username").fill(newUsername());
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(password).toHaveAttribute("type", "password");
    });
  });
}

test("the session cookie is as the settings say: HttpOnly, Lax, for every path, two weeks long", async ({
  page,
  context,
}) => {
  await signUp(page, "session", newUsername());
  const cookie = (await context.cookies()).find(({ name }) => name === "sessionid");
  expect(cookie).toMatchObject({ httpOnly: true, secure: false, sameSite: "Lax", path: "/" });
  expect(Math.abs((cookie?.expires ?? 0) - Date.now() / 1000 - 14 * 86_400)).toBeLessThan(60);
});

test("the token cookies are as the settings say, and no script, address, storage or body holds a token", async ({
  page,
  context,
  tokenCookies,
}) => {
  const bodies: Promise<string>[] = [];
  page.on("response", (response) => bodies.push(response.text().catch(() => "")));
  await signUp(page, "jwt", newUsername());
  const cookies = await context.cookies();
  const access = cookies.find(({ name }) => name === tokenCookies.access);
  const refresh = cookies.find(({ name }) => name === tokenCookies.refresh);
  expect(access).toMatchObject({ httpOnly: true, secure: false, sameSite: "Lax", path: "/" });
  expect(refresh).toMatchObject({ httpOnly: true, secure: false, sameSite: "Lax", path: "/" });
  expect(Math.abs((access?.expires ?? 0) - Date.now() / 1000 - 180)).toBeLessThan(30);
  expect(Math.abs((refresh?.expires ?? 0) - Date.now() / 1000 - 7 * 86_400)).toBeLessThan(60);
  const received = (await Promise.all(bodies)).join();
  expect(received).toContain("Tokens");
  const readable = await page.evaluate(
    () =>
      window.location.href +
      document.cookie +
      JSON.stringify(sessionStorage) +
      JSON.stringify(localStorage) +
      document.documentElement.outerHTML,
  );
  for (const token of [access?.value, refresh?.value]) {
    expect(token).toBeTruthy();
    expect(readable).not.toContain(token);
    expect(received).not.toContain(token);
  }
});

test("both modes can be signed in side by side; each signs out alone, and the header signs out of both", async ({
  page,
}) => {
  const username = newUsername();
  await signUp(page, "session", username);
  await page.goto("/jwt/signin");
  await signIn(page, username);
  await page.waitForURL("**/account");
  await openBrowserPage(page);
  await expect(page.getByRole("heading", { name: "Session cookie" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Tokens", exact: true })).toBeVisible();
  await page.getByRole("button", { name: LABELS.jwt.signOut }).click();
  await expect(page.getByRole("button", { name: LABELS.jwt.signOut })).toBeHidden();
  await expect(page.getByRole("button", { name: LABELS.session.signOut })).toBeVisible();

  await page.goto("/jwt/signin");
  await signIn(page, username);
  await page.waitForURL("**/account");
  await openBrowserPage(page);
  await expect(page.getByRole("button", { name: LABELS.jwt.signOut })).toBeVisible();
  await accountNav(page).getByRole("button", { name: "Sign out" }).click();
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText("You are signed out");
  await expect(heading).toBeFocused();
  await expect(accountNav(page)).toHaveCount(0);
});

test("without a refresh token the page says when the sign-in will end, and then that the sign-in has ended", async ({
  page,
  context,
  tokenCookies,
}) => {
  await signUp(page, "jwt", newUsername());
  await context.clearCookies({ name: tokenCookies.refresh });
  await page.reload();
  await expect(page.getByText("There is no refresh token.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Refresh" })).toHaveCount(0);
  await context.clearCookies({ name: tokenCookies.access });
  await comeBackUntil(page, page.getByRole("heading", { level: 1 }), "Your sign-in has ended");
});
