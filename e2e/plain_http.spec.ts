import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { freePort } from "../lib/testing/free_port";
import { type Running, start } from "./app";
import config from "./playwright.config";
import { newUsername } from "./user";

/** A name that browsers trust no more than any other, unlike localhost. */
const HOST = "latchkey.test";
const { args = [], ...launchOptions } = config.use?.launchOptions ?? {};
test.use({
  launchOptions: { ...launchOptions, args: [...args, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`] },
});

let app: Running;
let origin: string;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-e2e-"));
  // The address is among the settings, so that the port must be known before.
  const port = await freePort();
  origin = `http://${HOST}:${port}`;
  app = await start({
    APP_ORIGIN: origin,
    PORT: String(port),
    SECRET_KEY: "kJ8s0dPq3vZx7Lw2Nf5Tb9Ra4Yc6Hm1Ge8Uu3Io0Ws7Xz",
    PBKDF2_ITERATIONS: "20000",
    WORKERS: "1",
    DATABASE_URL: `file:${path.join(folder, "app.db")}`,
  });
});
test.afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const REASON =
  /^You can’t stay signed in here: this site’s cookies need HTTPS, and this page was opened over HTTP\./;

async function signUp(page: Page, mode: string): Promise<void> {
  await page.locator("input[name=username]").fill(newUsername());
  await page.locator("input[name=password]").fill("quiet brass keyhole 42");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL(/\/account/);
  await expect(page.getByRole("heading", { level: 1 }), mode).toHaveText("You are not signed in");
}

test("by HTTP, where the browser drops Secure cookies, pages say why nobody stays signed in: before anything is typed, and after", async ({
  page,
}) => {
  const alert = page.getByRole("main").getByRole("alert");
  for (const mode of ["session", "jwt"]) {
    await page.goto(`${origin}/${mode}/signup`);
    await expect(alert).toHaveText(REASON);
    await expect(alert).toContainText("SESSION_COOKIE_SECURE=false");
    await signUp(page, mode);
    await expect(alert).toHaveText(REASON);
  }
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});

test("on this machine, where the browser keeps them, nothing is said", async ({ page }) => {
  await page.goto(`${origin.replace(HOST, "127.0.0.1")}/session/signin`);
  const form = page.locator("form[action*=signin]");
  // The scripts have run.
  await expect(form).toHaveAttribute("novalidate");
  await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
  expect(await page.context().cookies()).toEqual([]);
});

test("a browser that keeps no cookies at all is told apart", async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "cookieEnabled", { value: false }),
  );
  await page.goto(`${origin}/jwt/signin`);
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(
    /your browser blocks this site’s cookies/,
  );
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the account page says it after the form", async ({ page }) => {
    for (const mode of ["session", "jwt"]) {
      await page.goto(`${origin}/${mode}/signup`);
      await signUp(page, mode);
      await expect(page.getByRole("main").getByRole("alert")).toHaveText(REASON);
    }
  });
});
