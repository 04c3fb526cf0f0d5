import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { DEVELOPMENT, start } from "./app";
import { LabPage } from "./lab_page";
import config from "./playwright.config";

/** Takes the pictures of the lab for the documents, always in the same look. */
const OUTPUT = "docs/lab";
const WIDE = { viewport: { width: 1280, height: 960 }, colorScheme: "light" } as const;
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, colorScheme: "dark" } as const;
/** Each is to be shown in a document: bytes. */
const MAX_SIZE = 150_000;

const folder = mkdtempSync(path.join(tmpdir(), "latchkey-pictures-"));
const database = `file:${path.join(folder, "app.db")}`;
const app = await start({ ...DEVELOPMENT, DATABASE_URL: database, TMPDIR: folder });
const browser = await chromium.launch(config.use?.launchOptions);
mkdirSync(OUTPUT, { recursive: true });

await inLab(WIDE, async (lab) => {
  // From the hooks on: the keys, and beside them the records.
  await lab.page.locator("#hooks-session").evaluate((heading) => heading.scrollIntoView());
  await save(lab.page, "take");
  await lab.open("lose");
  await lab.act("steal");
  await lab.act("signout");
  await lab.act("knock", { holder: "thief", kind: "session", door: "ours" });
  await lab.act("knock", { holder: "thief", kind: "access", door: "ours" });
  await lab.act("knock", { holder: "thief", kind: "access", door: "neighbour" });
  await lab.page.evaluate(() => scrollTo(0, 0));
  await save(lab.page, "lose");
});
await inLab(PHONE, async (lab) => {
  await lab.open("bend");
  await lab.act("bend", { bend: "alg_none" });
  await lab.page.locator("#attempt").evaluate((heading) => heading.scrollIntoView());
  await save(lab.page, "bend-phone");
});

await browser.close();
await app.stop();
rmSync(folder, { recursive: true, force: true });

/** Works with a lab of its own. */
async function inLab(look: BrowserContextOptions, work: (lab: LabPage) => Promise<void>): Promise<void> {
  const context = await browser.newContext({
    ...look,
    ...{ baseURL: app.url, locale: "en-US", timezoneId: "UTC", reducedMotion: "reduce" },
  });
  const lab = new LabPage(await context.newPage());
  await lab.start();
  await work(lab);
  await context.close();
}

async function save(page: Page, name: string): Promise<void> {
  const picture = await webp(browser, await page.screenshot());
  if (picture.length > MAX_SIZE) throw new Error(`${name} has ${picture.length} bytes`);
  writeFileSync(path.join(OUTPUT, `${name}.webp`), picture);
}

/** Half as large as the PNG that the browser's screenshots are. */
async function webp(browser: Browser, png: Buffer): Promise<Buffer> {
  const page = await browser.newPage();
  const data = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = Object.assign(document.createElement("canvas"), {
      width: image.width,
      height: image.height,
    });
    canvas.getContext("2d")?.drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", 0.9);
  }, png.toString("base64"));
  await page.close();
  return Buffer.from(data.slice(data.indexOf(",") + 1), "base64");
}
