/** The pages in three browsers. In Chromium the other specs do the same and more: it shows here that the scenarios are right. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { noteQuality } from "../lib/commands/quality/notes.js";
import { DEVELOPMENT, expect, start, test } from "./app";
import type { Browser, Tab } from "./browsers/browser";
import { CHROMIUM } from "./browsers/chromium";
import { FIREFOX } from "./browsers/firefox";
import { SCENARIOS, type Scenario } from "./browsers/scenarios";
import { WEBKIT } from "./browsers/webkit";

for (const kind of [CHROMIUM, FIREFOX, WEBKIT]) {
  test.describe(kind.name, () => {
    // One browser for all of its tests.
    test.describe.configure({ mode: "default", timeout: 180_000 });
    // In CI they fail instead.
    test.skip(kind.isMissing() && !process.env.CI, `no ${kind.name} is installed`);

    let browser: Browser;
    test.beforeAll(async () => {
      browser = await kind.start();
    });
    test.afterAll(() => browser?.close());

    for (const scenario of SCENARIOS) {
      test(scenario.name, async ({ app }) => {
        const tab = await browser.newTab();
        try {
          await play(scenario, tab, app.url);
          expect(await tab.complaints()).toEqual([]);
          noteQuality({ kind: "scenario", browser: browser.version, name: scenario.name });
        } finally {
          await tab.close();
        }
      });
    }
  });
}

/** @param url of an app with the settings of a development `.env` */
async function play({ environment, run }: Scenario, tab: Tab, url: string): Promise<void> {
  if (environment === undefined) return run(tab, url);
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-e2e-"));
  const database = `file:${path.join(folder, "app.db")}`;
  const app = await start({ ...DEVELOPMENT, DATABASE_URL: database, ...environment });
  try {
    await run(tab, app.url);
  } finally {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
