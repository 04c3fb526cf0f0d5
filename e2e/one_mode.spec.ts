/** SIGN_IN_MODES=token: pages that know one way to sign in, under another name, with another logo and colour, for people who give an address alone. */

import { formTexts } from "../lib/ui/messages/form";
import { modePageTexts } from "../lib/ui/messages/mode_page";
import { signInsTexts } from "../lib/ui/messages/sign_ins";
import { startTexts } from "../lib/ui/messages/start";
import { expect, test } from "./app";
import { expectNoViolationsInBoth } from "./axe";
import { newUsername } from "./user";

const NAME = "Müller & 김";
test.use({
  environment: {
    SIGN_IN_MODES: "token",
    APP_NAME: NAME,
    APP_LOGO: "public/icon.svg",
    ACCENT_COLOR: "#1d4ed8",
    SIGN_IN_BY: "email",
    SIGNUP_FIELDS: "email*,age",
  },
});

for (const language of ["en", "ko"] as const)
  for (const javaScriptEnabled of [true, false])
    test.describe(`${language}, ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
      test.use({ javaScriptEnabled, locale: { en: "en-US", ko: "ko-KR" }[language] });
      const modePage = modePageTexts[language];
      const form = formTexts[language];
      const start = startTexts[language];

      test("nothing speaks of two modes, from the start page to the account and out", async ({ page }) => {
        const heading = page.getByRole("heading", { level: 1 });
        const expectOneMode = async (title: string) => {
          await expect(page).toHaveTitle(title);
          await expect(page.locator("body")).not.toContainText(/session|세션|token|토큰/i, {
            useInnerText: true,
          });
          await expect(page.locator("a[href*='/session/'], form[action*=session]")).toHaveCount(0);
        };
        await page.goto("/");
        await expect(heading).toHaveText(NAME);
        await expectOneMode(NAME);
        await page.goto("/signin");
        await expect(page).toHaveURL(/\/jwt\/signin$/);
        await page.goto("/");
        await page.getByRole("main").getByRole("link", { name: form.signUpButton }).click();
        await page.waitForURL("**/jwt/signup");
        await expect(heading).toHaveText(modePage.signUp.only);
        await expectOneMode(`${modePage.signUp.only} · ${NAME}`);
        await expect(page.locator("aside")).toHaveCount(0);
        const username = newUsername();
        const fields = page.locator("main form input");
        await expect(fields).toHaveCount(3);
        await expect(page.getByLabel(form.email)).toHaveAttribute("autocomplete", "username");
        await expect(page.getByLabel(form.email)).toHaveAttribute("required");
        await expect(page.getByText(form.optional)).toHaveCount(1);
        await page.getByLabel(form.email).fill(`${username}@example.com`);
        await page.locator("input[name=password]").fill("1234");
        await page.locator("main form button[type=submit]").click();
        await page.waitForURL("**/account");
        await expect(heading).toContainText(username);
        for (const path of ["/account", "/account/signins", "/account/browser"]) {
          await page.goto(path);
          await expect(page.locator("main")).toContainText(path.endsWith("signins") ? "Linux" : username);
          await expect(page.locator("a[href*='/session/']")).toHaveCount(0);
        }
        await page.goto("/account/signins");
        await expect(page.locator("main")).not.toContainText(signInsTexts[language].mode.token);
        await page.goto("/");
        await expect(page.getByText(start.signedInAs(username))).toBeVisible();
        await page.goto("/jwt/signin");
        await expect(page.getByText(username, { exact: false }).first()).toBeVisible();
        await expectOneMode(`${modePage.signIn.only} · ${NAME}`);
      });
    });

test("the other mode's pages are not there; nor for a program", async ({ page, app }) => {
  for (const task of ["signin", "signup", "totp"]) {
    expect((await page.goto(`/session/${task}?next=%2F`))?.status()).toBe(404);
    const { status } = await fetch(`${app.url}/session/${task}/`, {
      headers: { Accept: "application/json" },
    });
    expect(status).toBe(404);
  }
  expect((await page.goto("/jwt/totp"))?.status()).toBe(200);
});

test("axe finds nothing, light and dark, with nobody signed in", async ({ page }) => {
  for (const path of ["/", "/jwt/signin", "/account"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await expectNoViolationsInBoth(page, `one mode, nobody signed in: ${path}`);
  }
});

test("logo, colour and manifest are ours: in the page from its first paint on, and for ever in caches", async ({
  page,
  app,
}) => {
  const html = await (await page.request.get("/jwt/signin")).text();
  const [head = ""] = html.split("</head>");
  const look = [...html.matchAll(/(\/look\/[\w.-]+)/g)].map(([, path = ""]) => path);
  expect(head.match(/<link[^>]*\/look\/accent-\w+\.css"/g)?.[0]).toContain('rel="stylesheet"');
  for (const path of new Set(look)) {
    const { status, headers } = await fetch(app.url + path);
    const type = { css: "text/css", svg: "image/svg+xml", webmanifest: "application/manifest+json" }[
      path.split(".").pop() ?? ""
    ];
    expect([status, headers.get("cache-control"), headers.get("content-type")?.split(";")[0]]).toEqual([
      200,
      "public, max-age=31536000, immutable",
      type,
    ]);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toMatch(
      path.endsWith(".svg") ? /^default-src 'none';.* sandbox$/ : /^default-src 'none';/,
    );
    expect((await fetch(app.url + path.replace(/-\w/, "-x"))).status).toBe(404);
  }
  await page.goto("/jwt/signin");
  expect(
    await page.locator("header img").evaluate((image: HTMLImageElement) => image.naturalWidth),
  ).toBeGreaterThan(0);
  const button = page.locator("main form button[type=submit]");
  await expect(button).toHaveCSS("background-color", /^oklch\(0\.488\d* 0\.2\d* 264/);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(button).toHaveCSS("background-color", /^oklch\(0\.633\d* 0\.19\d* 264/);
  const manifest = await page.locator("link[rel=manifest]").getAttribute("href");
  expect(await (await page.request.get(manifest ?? "")).json()).toMatchObject({ name: NAME });
});
