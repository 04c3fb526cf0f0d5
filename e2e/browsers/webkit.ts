import { findWebKit } from "../../lib/commands/other_browsers.js";
import { freePort } from "../../lib/testing/free_port";
import { type Browser, found, type Kind } from "./browser";
import { run } from "./program";
import { WebDriver } from "./webdriver";
import { WebKitTab } from "./webkit_tab";

/** WebKitGTK's browser, on a screen that nobody sees. Its driver takes one tab at a time. */
async function startWebKit(): Promise<Browser> {
  const programs = findWebKit();
  if (programs === undefined) throw new Error("WebKitGTK's browser is not installed");
  // It takes a number that is free, and writes it to its first output.
  const screen = run("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
  const display = `:${await screen.printed(/^(\d+)\n/)}`;
  const port = await freePort();
  const driver = run(programs.driver, [`--port=${port}`], { DISPLAY: display, LANGUAGE: "en_US" });
  const address = `http://127.0.0.1:${port}`;
  const newSession = () =>
    WebDriver.start(address, {
      "webkitgtk:browserOptions": { binary: programs.browser, args: ["--automation"] },
    });
  await found("WebKitWebDriver", () => fetch(`${address}/status`).catch(() => undefined));
  const first = await newSession();
  const version = `WebKitGTK ${first.capabilities.browserVersion}`;
  await first.end();
  return {
    version,
    newTab: async () => WebKitTab.first(await newSession()),
    async close() {
      await driver.stop();
      await screen.stop();
    },
  };
}

export const WEBKIT: Kind = {
  name: "WebKitGTK",
  isMissing: () => findWebKit() === undefined,
  start: startWebKit,
};
