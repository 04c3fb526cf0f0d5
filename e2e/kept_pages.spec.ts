import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { accountNav, newUsername, signUp } from "./user";

declare global {
  interface Window {
    /** Exposed to a page: notes what its content security policy has refused. */
    violated(what: string): void;
  }
}

/** Kept ones, and one that is rendered for its visitor. */
const KEPT = ["/", "/session/signin", "/jwt/signup", "/no-such-page"];
const RENDERED = ["/session/signin?next=/", "/account"];

/** What somebody who can write into a page could try, each setting a mark. */
const INJECTED = `
  <script>window.marks = ["inline script"]</script>
  <script src="https://evil.example/x.js"></script>
  <script src="data:text/javascript,window.marks=['data']"></script>
  <img src="data:," onerror="window.marks = ['event handler']">
  <svg onload="window.marks = ['svg']"></svg>
  <a id="link" href="javascript:void(window.marks = ['link'])">link</a>
  <iframe srcdoc="<script>parent.marks = ['frame']</script>"></iframe>
  <base href="https://evil.example/">
  <p id="styled" style="color: red">styled</p><style>#styled { color: red }</style>`;

const marks = (page: Page) => page.evaluate(() => "marks" in window && window.marks);

test("a kept page allows exactly its own inline scripts", async ({ page }) => {
  for (const path of KEPT) {
    const policy = (await page.goto(path))?.headers()["content-security-policy"] ?? "";
    const sources = /script-src ([^;]*)/.exec(policy)?.[1]?.split(" ") ?? [];
    const inline = await page.evaluate(async () => {
      const texts = [...document.scripts].filter((script) => !script.src).map(({ text }) => text);
      const digests = await Promise.all(
        texts.map((text) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))),
      );
      return digests.map((digest) => `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`);
    });
    expect(inline.length, path).toBeGreaterThan(0);
    expect([path, new Set(sources)]).toEqual([path, new Set(["'self'", ...inline])]);
  }
});

for (const path of [...KEPT, ...RENDERED]) {
  test(`nothing that is written into ${path} runs`, async ({ page, app }) => {
    await page.route("https://evil.example/**", (route) =>
      route.fulfill({ contentType: "text/javascript", body: "window.marks = ['foreign script']" }),
    );
    // React would remove what it did not write.
    await page.route("**/*.js", (route) =>
      route.request().url().startsWith(app.url) ? route.abort() : route.fallback(),
    );
    await page.route(app.url + path, async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      await route.fulfill({ response, body: html.replace("<main", `${INJECTED}<main`) });
    });
    const violations: string[] = [];
    await page.exposeFunction("violated", (directive: string) => violations.push(directive));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        window.violated(`${effectiveDirective} ${blockedURI}`),
      );
    });
    await page.goto(path);
    await page.locator("#link").evaluate((link) => link instanceof HTMLAnchorElement && link.click());
    await expect
      .poll(() => new Set(violations))
      .toEqual(
        new Set([
          "script-src-elem inline",
          "script-src-elem https://evil.example/x.js",
          "script-src-elem data",
          "script-src-attr inline",
          "base-uri https://evil.example/",
          "style-src-attr inline",
          "style-src-elem inline",
        ]),
      );
    expect(await marks(page)).toBe(false);
    await expect(page.locator("#styled")).not.toHaveCSS("color", "rgb(255, 0, 0)");
  });
}

test("a kept page leads on, and is in the language that is chosen, now and after a reload", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Sign in with" }).first().click();
  await page.waitForURL("**/session/signin");
  await expect(page.getByLabel("Username")).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "한국어" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  const response = await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  expect(response?.headers()["cache-control"]).toBe("private, no-cache");
  await page.goBack();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
});

test("the back button does not lead to a page that was kept from before a sign-in", async ({ page, app }) => {
  const username = newUsername();
  await page.goto("/");
  await expect(page.getByRole("main")).not.toContainText(username);
  await signUp(page, "session", username);
  await page.goBack();
  await page.waitForURL("**/account");
  await expect(page.getByRole("main")).toContainText(username);
  await page.goBack();
  await expect(page.getByRole("main")).toContainText(username);
  await page.goBack();
  await expect(page).toHaveURL(`${app.url}/`);
  await expect(page.getByRole("main")).toContainText(username);
});

test("a page that the browser restores from its memory asks who is signed in", async ({ page, app }) => {
  const username = newUsername();
  await page.goto("/");
  await page.request.post(`${app.url}/user/session_signup`, { data: { username, password: "1234" } });
  const restored = () => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  // The browser under Playwright restores none. The page listens once its scripts have run.
  await expect(async () => {
    await page.evaluate(restored);
    await expect(page.getByRole("main")).toContainText(username, { timeout: 2_000 });
  }).toPass();
});

test("a page with somebody's name is put away empty, and loaded anew when the browser restores it", async ({
  page,
  context,
}) => {
  await signUp(page, "session", newUsername());
  await page.goto("/");
  await expect(accountNav(page)).toBeVisible();
  const dispatch = (name: string) =>
    page.evaluate((type) => void dispatchEvent(new PageTransitionEvent(type, { persisted: true })), name);
  await expect(async () => {
    await dispatch("pagehide");
    await expect(page.locator("body")).toBeHidden({ timeout: 1_000 });
  }).toPass();
  await context.clearCookies();
  await dispatch("pageshow");
  await expect(page.getByRole("main")).toBeVisible();
  await expect(accountNav(page)).toHaveCount(0);
});

test("every icon is there, in the size that the page and its manifest name", async ({ page }) => {
  await page.goto("/");
  const linked = await page
    .locator('link[rel~="icon"], link[rel="apple-touch-icon"]')
    .evaluateAll((links) =>
      links.map((link) => ({ src: link.getAttribute("href"), sizes: link.getAttribute("sizes") })),
    );
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = await (await page.request.get(href ?? "")).json();
  expect(linked).toHaveLength(3);
  for (const { src, sizes } of [...linked, ...manifest.icons]) {
    const size = await page.evaluate(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    if (sizes !== "any") expect([src, size]).toEqual([src, sizes]);
  }
});

test("after a sign-out the back button leads to no page of the person, and axe finds nothing on what it leads to", async ({
  page,
}) => {
  const username = newUsername();
  await signUp(page, "session", username);
  // By the router, which keeps pages in its own memory.
  await page.getByRole("link", { name: "Latchkey home" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await accountNav(page).getByRole("button", { name: "Sign out" }).click();
  await expect(accountNav(page)).toHaveCount(0);
  await page.goBack();
  await page.waitForURL("**/account/browser");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are not signed in");
  await expect(page.getByText(username)).toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
