import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { DEVELOPMENT, expect, start, test } from "./app";
import { newUsername, openBrowserPage, signIn, signUp } from "./user";

const PAGES = [
  "/",
  "/session/signup",
  "/session/signin",
  "/jwt/signup",
  "/jwt/signin",
  "/account",
  "/account/browser",
  "/account/signins",
  "/no-such-page",
];

test("no page trips over its own content security policy, or logs an error", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 40[14]/.test(message.text()))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  // A script that catches the error of what the policy forbids leaves nothing on the console.
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`${event.effectiveDirective} forbids ${event.blockedURI} in ${event.sourceFile}`),
    );
  });
  for (const path of PAGES) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
  }
  expect(complaints).toEqual([]);
});

test("a browser whose Intl words times and numbers otherwise than the server's shows them without an error", async ({
  page,
}) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  // As a browser with another edition of Unicode's locale data would.
  await page.addInitScript(() => {
    const { format } = Intl.RelativeTimeFormat.prototype;
    Intl.RelativeTimeFormat.prototype.format = function (value: number, unit: Intl.RelativeTimeFormatUnit) {
      return `~${format.call(this, value, unit)}`;
    };
    for (const prototype of [Intl.NumberFormat.prototype, Intl.DateTimeFormat.prototype]) {
      const getter = Object.getOwnPropertyDescriptor(prototype, "format")?.get;
      Object.defineProperty(prototype, "format", {
        get(this: Intl.NumberFormat) {
          const worded = getter?.call(this);
          return (value: number) => `~${worded(value)}`;
        },
      });
    }
  });
  const username = newUsername();
  await signUp(page, "session", username);
  await page.goto("/jwt/signin");
  await signIn(page, username);
  await page.waitForURL("**/account");
  await openBrowserPage(page);
  await expect(page.getByText(/^~\d+ seconds ago$/).first()).toBeVisible();
  expect(errors).toEqual([]);
});

/** What a page without anything needs in JavaScript, above Next.js's main files; bytes gzipped. Measured with Next.js 16.4. */
const EMPTY_PAGE = 3_506;

test("a form page loads at most 25 KB of JavaScript more than an empty page", async ({ page, app }) => {
  const { rootMainFiles } = JSON.parse(readFileSync(".next/build-manifest.json", "utf8")) as {
    rootMainFiles: string[];
  };
  for (const path of ["/session/signin", "/session/signup", "/jwt/signin", "/jwt/signup"]) {
    const html = await (await page.request.get(path)).text();
    const scripts = [...html.matchAll(/<script[^>]* src="([^"]+)"(?![^>]*noModule)/gi)].map(
      ([, src = ""]) => src,
    );
    const own = new Set(scripts.filter((src) => !rootMainFiles.some((file) => src.endsWith(`/${file}`))));
    expect(own.size).toBeGreaterThan(0);
    expect(own.size).toBeLessThan(scripts.length);
    let bytes = 0;
    for (const src of own) bytes += gzipSync(await (await fetch(new URL(src, app.url))).text()).length;
    expect(bytes, path).toBeLessThanOrEqual(25_000 + EMPTY_PAGE);
  }
});

test("the language follows the browser, can be chosen, and the choice stays, as does what was typed", async ({
  page,
}) => {
  await page.goto("/session/signin?next=%2F");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.locator("input[name=username]").fill("typed");
  await page.getByRole("button", { name: "한국어" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  await expect(page.locator("input[name=username]")).toHaveValue("typed");
  expect(new URL(page.url()).search).toBe("?next=%2F");
  await page.goto("/jwt/signup");
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
});

test("server errors come in the language of the page", async ({ page, app }) => {
  const username = newUsername();
  await fetch(`${app.url}/user/session_signup`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ username, password: "1234" }),
  });
  await page.context().addCookies([{ name: "django_language", value: "ko", url: app.url }]);
  await page.goto("/session/signup");
  await page.locator("input[name=username]").fill(username);
  await page.locator("input[name=password]").fill("1234");
  await page.locator("main form button[type=submit]").click();
  await expect(page.locator("input[name=username]")).toHaveAccessibleDescription(
    "이미 쓰고 있는 아이디예요.",
  );
});

test("next leads to a page of ours after signing in, and to no other site", async ({ page, app }) => {
  const username = newUsername();
  await signUp(page, "session", username);
  await page.goto("/session/signin?next=/jwt/signin");
  await signIn(page, username);
  await page.waitForURL((url) => url.pathname === "/jwt/signin");
  for (const next of [
    "//evil.example",
    "/\\evil.example",
    "/%09/evil.example",
    "https://evil.example",
    "javascript:alert(1)",
  ]) {
    await page.goto(`/session/signin?next=${encodeURIComponent(next)}`);
    await signIn(page, username);
    await page.waitForURL((url) => url.pathname !== "/session/signin");
    expect(new URL(page.url()).origin, next).toBe(app.url);
  }
});

test("opening an endpoint of the seed in a browser leads to its form", async ({ page }) => {
  for (const [endpoint, form] of [
    ["/user/session_signup", "/session/signup"],
    ["/user/session_signin", "/session/signin"],
    ["/user/jwt_signup", "/jwt/signup"],
    ["/user/jwt_signin", "/jwt/signin"],
  ] as const) {
    await page.goto(endpoint);
    expect(new URL(page.url()).pathname).toBe(form);
  }
});

test("a form can be filled and sent by keyboard alone", async ({ page }) => {
  await page.goto("/session/signup");
  await page.getByLabel("Username").focus();
  await page.keyboard.type(newUsername());
  await page.keyboard.press("Tab");
  await page.keyboard.type("1234");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/account");
});

test("who tries too often is told by each form how long to wait, with scripts and without; a browser that signed in before is let in", async ({
  browser,
}) => {
  test.slow();
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-e2e-"));
  const limits = { THROTTLE_ACCOUNT: "1/15m", THROTTLE_SIGNUP: "1/15m" };
  const app = await start({ ...DEVELOPMENT, ...limits, DATABASE_URL: `file:${path.join(folder, "app.db")}` });
  const username = newUsername();
  const known = await browser.newContext({ baseURL: app.url });
  const ownPage = await known.newPage();
  await signUp(ownPage, "session", username);
  const words = {
    "en-US": [/^There were too many attempts\. Try again in 15 minutes\./, "You can try again now."],
    "ko-KR": [/^너무 여러 번 시도했어요\. 15분 뒤에 다시 시도해 주세요\./, "이제 다시 시도할 수 있어요."],
  } as const;
  for (const [locale, javaScriptEnabled] of [
    ["en-US", true],
    ["ko-KR", false],
  ] as const) {
    const context = await browser.newContext({ baseURL: app.url, locale, javaScriptEnabled });
    const page = await context.newPage();
    if (javaScriptEnabled) await page.clock.install();
    const [tooMany, now] = words[locale];
    const alert = page.locator("form").getByRole("alert");
    const button = page.locator("main form button[type=submit]");
    for (const form of ["/session/signin", "/jwt/signin", "/session/signup", "/jwt/signup"]) {
      await page.goto(form);
      // The first try is answered otherwise; of all that follow, the form does not say what was wrong with them.
      for (let tried = 0; tried < 2; tried += 1) {
        await page.locator("input[name=username]").fill(username);
        await page.locator("input[name=password]").fill("wrong");
        const answered = page.waitForResponse((response) => response.request().method() === "POST");
        await button.click();
        await answered;
      }
      await expect(alert, `${form} ${locale}`).toHaveText(tooMany);
      await expect(button).toBeEnabled();
      if (!javaScriptEnabled) continue;
      await page.clock.runFor(14 * 60_000 + 1000);
      await expect(alert).toContainText(/Try again in \d+ seconds?\.$/);
      await page.clock.runFor(61_000);
      await expect(alert).toContainText(now);
      await expect(button).toBeEnabled();
    }
    await context.close();
  }
  await ownPage.goto("/jwt/signin");
  await signIn(ownPage, username);
  await ownPage.waitForURL("**/account");
  await known.close();
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});
