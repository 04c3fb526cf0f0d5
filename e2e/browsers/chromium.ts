import { type BrowserContext, chromium, type Page } from "playwright";
import config from "../playwright.config";
import type { Browser, Kind, Tab } from "./browser";
import { isComplaint, REPORT_VIOLATIONS } from "./complaints";

async function startChromium(): Promise<Browser> {
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  return {
    version: `Chromium ${browser.version()}`,
    async newTab() {
      const context = await browser.newContext({ locale: "en-US" });
      await context.addInitScript(REPORT_VIOLATIONS);
      return tabOf(await context.newPage(), context);
    },
    close: () => browser.close(),
  };
}

/** By Playwright. */
function tabOf(page: Page, context: BrowserContext): Tab {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return {
    open: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    back: async () => void (await page.goBack()),
    click: (element) => page.locator(`xpath=${element}`).first().click(),
    type: (field, text) => page.locator(`xpath=${field}`).first().pressSequentially(text),
    evaluate: (expression) => page.evaluate(expression),
    cookies: async () => new Map((await context.cookies()).map(({ name, value }) => [name, value])),
    complaints: async () => complaints.filter(isComplaint),
    another: async () => tabOf(await context.newPage(), context),
    close: () => context.close(),
  };
}

export const CHROMIUM: Kind = { name: "Chromium", isMissing: () => false, start: startChromium };
