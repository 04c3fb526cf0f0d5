import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, test as latchkey } from "./app";
import { accountNav, newUsername, signIn } from "./user";

/** An app at another origin. `/loop?auth=…` sends everybody back there to refresh, as an app does that gets no cookie. */
const appServer = createServer(({ url = "/", headers }, answer) => {
  const { pathname, searchParams } = new URL(url, "http://app.invalid");
  const auth = searchParams.get("auth");
  if (pathname === "/loop" && auth !== null) {
    const next = encodeURIComponent(`http://${headers.host}${url}`);
    answer.writeHead(303, { Location: `${auth}/jwt/refresh?next=${next}` }).end();
  } else {
    answer.writeHead(200, { "Content-Type": "text/html" }).end("<title>App</title><h1>The app</h1>");
  }
});

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

const test = latchkey.extend<object, { appUrl: string }>({
  appUrl: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are named.
    async ({}, use) => {
      await use(await listen(appServer));
      appServer.closeAllConnections();
      appServer.close();
    },
    { scope: "worker" },
  ],
  environment: [
    async ({ appUrl }, use) =>
      use({ LOGIN_REDIRECT_URL: `${appUrl}/home`, LOGOUT_REDIRECT_URL: `${appUrl}/bye?a=b` }),
    { scope: "worker" },
  ],
});

async function signUpAt(page: Page, path: string, username: string) {
  await page.goto(path);
  await page.getByLabel("Username").fill(username);
  await page.locator("input[name=password]").fill("1234");
  await page.getByRole("button", { name: "Create account" }).click();
}

const withNext = (path: string, next: string) => `${path}?next=${encodeURIComponent(next)}`;

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    for (const mode of ["session", "jwt"] as const) {
      test(`by ${mode}, a sign-up, a sign-in and a sign-out lead to the app`, async ({ page, appUrl }) => {
        const username = newUsername();
        await signUpAt(page, withNext(`/${mode}/signup`, `${appUrl}/first?c=d`), username);
        await page.waitForURL(`${appUrl}/first?c=d`);

        await page.goto("/account");
        await accountNav(page).getByRole("button", { name: "Sign out" }).click();
        await page.waitForURL(`${appUrl}/bye?a=b`);

        // A kept page, whose policy must let its form lead there, too.
        await page.goto(`/${mode}/signin`);
        await signIn(page, username, "wrong");
        await expect(page.locator("form").getByRole("alert")).toBeVisible();
        await signIn(page, username);
        await page.waitForURL(`${appUrl}/home`);

        await page.goto("/account/browser");
        await page
          .getByRole("main")
          .getByRole("button", { name: /^Sign out of/ })
          .click();
        await page.waitForURL(`${appUrl}/bye?a=b`);
        await page.goto("/account");
        await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are not signed in");
      });
    }

    test("who is signed in already goes on to the app by one click", async ({
      page,
      appUrl,
      tokenCookies,
    }) => {
      await signUpAt(page, "/jwt/signup", newUsername());
      await page.waitForURL(`${appUrl}/home`);
      const goOn = page.getByRole("link", { name: `Continue to ${new URL(appUrl).host}` });
      for (const entry of ["/jwt/signin", "/session/signup"]) {
        await page.goto(withNext(entry, `${appUrl}/wanted`));
        await goOn.click();
        await page.waitForURL(`${appUrl}/wanted`);
      }
      await page.context().clearCookies({ name: tokenCookies.access });
      await page.goto(withNext("/session/signin", `${appUrl}/wanted`));
      await goOn.click();
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Continue" }).click();
      await page.waitForURL(`${appUrl}/wanted`);

      // The address for apps leads through by itself.
      await page.context().clearCookies({ name: tokenCookies.access });
      await page.goto(withNext("/signin", `${appUrl}/wanted`));
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Continue" }).click();
      await page.waitForURL(`${appUrl}/wanted`);
      const names = (await page.context().cookies()).map(({ name }) => name);
      expect(names).toContain(tokenCookies.access);
    });

    test("a next that is not allowed is ignored", async ({ page, appUrl }) => {
      const { port } = new URL(appUrl);
      for (const next of [`http://localhost:${port}/`, `http://127.0.0.1:${port}@evil.example/`]) {
        await signUpAt(page, withNext("/session/signup", next), newUsername());
        await page.waitForURL(`${appUrl}/home`);
      }
    });
  });
}

test("an app that sends people back to refresh again and again stops at a page that says so", async ({
  page,
  app,
  appUrl,
}) => {
  await signUpAt(page, "/jwt/signup", newUsername());
  await page.waitForURL(`${appUrl}/home`);
  let answers = 0;
  page.on("request", (request) => {
    if (request.isNavigationRequest() && request.url().startsWith(`${appUrl}/loop`)) answers += 1;
  });
  await page.goto(`${appUrl}/loop?auth=${app.url}`).catch(() => {});
  await expect(page.getByRole("alert").filter({ hasText: "keeps sending you back" })).toBeVisible();
  expect(answers).toBeLessThan(10);
  const stopped = answers;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => answers).toBe(stopped + 1);
  await expect(page.getByRole("alert").filter({ hasText: "keeps sending you back" })).toBeVisible();
});
