import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Page } from "playwright";
import { DEVELOPMENT, start } from "./app";
import { playLab } from "./demo_lab";
import config from "./playwright.config";
import { ScreenRecording } from "./screen_recording";
import { openBrowserPage } from "./user";

/** Plays both modes and the lab: in a visible browser where there is a display, else as a video and screenshots. */
const OUTPUT = "demo-output";
const visible = process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
/** Between steps, for whoever watches; milliseconds. */
const PAUSE = 1500;

const folder = mkdtempSync(path.join(tmpdir(), "latchkey-demo-"));
const app = await start({
  ...DEVELOPMENT,
  ACCESS_TOKEN_LIFETIME: "8s",
  DATABASE_URL: `file:${path.join(folder, "demo.db")}`,
  // The lab goes with the database.
  TMPDIR: folder,
});
const { args = [], ...launch } = config.use?.launchOptions ?? {};
const browser = await chromium.launch({
  ...launch,
  headless: !visible,
  args: visible ? args.filter((arg) => arg !== "--headless") : args,
});
const context = await browser.newContext({ baseURL: app.url, viewport: { width: 1280, height: 800 } });
const page = await context.newPage();
mkdirSync(OUTPUT, { recursive: true });
const recording = visible ? null : await ScreenRecording.of(page, context);

let screenshots = 0;

/** Pauses, and takes a screenshot where nobody watches. */
async function showStep(name: string): Promise<void> {
  await page.waitForTimeout(PAUSE);
  screenshots += 1;
  if (!visible) await page.screenshot({ path: path.join(OUTPUT, `${screenshots}-${name}.png`) });
}

async function fill(fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    await page.locator(`input[name=${name}]`).pressSequentially(value, { delay: 60 });
  }
}

await page.goto("/");
await showStep("start");

await page.goto("/session/signup");
await fill({ username: "mseo", password: "1234", email: "mseo@naver.com", age: "24" });
await showStep("session-sign-up");
await submit(page);
await showStep("session-signed-in");
await page.getByRole("button", { name: "Sign out of the session" }).click();
await showStep("session-signed-out");

await page.goto("/jwt/signin");
await fill({ username: "mseo", password: "wrong" });
await page.locator("main form button[type=submit]").click();
await showStep("token-wrong-password");
await fill({ password: "1234" });
await submit(page);
await showStep("token-signed-in");
await page.waitForResponse((response) => response.url().endsWith("/user/jwt_refresh"), { timeout: 20_000 });
await showStep("token-refreshed");
await page.getByRole("button", { name: "Sign out of the tokens" }).click();
await showStep("token-signed-out");

await playLab(page, showStep);

await recording?.save(path.join(OUTPUT, "demo.webm"));
await browser.close();
await app.stop();
rmSync(folder, { recursive: true, force: true });
console.log(
  visible
    ? "Both modes and the lab were played in the browser."
    : `Both modes and the lab were played: see ${OUTPUT}/demo.webm and the ${screenshots} screenshots beside it.`,
);

async function submit(page: Page): Promise<void> {
  await page.locator("main form button[type=submit]").click();
  await page.waitForURL("**/account");
  await openBrowserPage(page);
}
