// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { aptInstall } from "./apt.js";
import { SetupError } from "./setup.js";

/** Of programs in the path. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
/** The same without its windows: pages of tests take a third less time. */
const WINDOWLESS = ["chromium-headless-shell", "chrome-headless-shell"];
/** Where macOS and Windows install them, which is not in the path. */
const OTHER_FILES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * A Chromium for the browser tests: the one that CHROMIUM_PATH names, an installed one, Playwright's own. Where there is
 * none, Playwright downloads one, or if that fails the system's package manager installs one.
 * @param {{ windowless?: boolean }} [options] windowless: whether one without windows is taken rather, if there is one
 * @returns {string} the path of its program
 * @throws {SetupError}
 */
export function findBrowser({ windowless = false } = {}) {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new SetupError(`CHROMIUM_PATH names ${named}, which does not exist: correct or unset it.`);
  }
  const names = windowless ? [...WINDOWLESS, ...NAMES] : NAMES;
  const found = installedBrowser(names) ?? playwrightBrowser();
  if (found) return found;
  console.log("Installing a browser for the tests …");
  spawnSync(process.execPath, ["node_modules/playwright/cli.js", "install", "chromium"], {
    stdio: "ignore",
    timeout: 300_000,
  });
  if (!playwrightBrowser()) aptInstall(["chromium"]);
  const installed = playwrightBrowser() ?? installedBrowser(names);
  if (installed) return installed;
  throw new SetupError(
    "No Chromium was found and none could be installed: install Chromium or Chrome, or set CHROMIUM_PATH to one.",
  );
}

/**
 * @param {readonly string[]} names the first that there is
 * @returns {string | undefined}
 */
function installedBrowser(names) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const files = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...files, ...OTHER_FILES].find((file) => existsSync(file));
}

/** @returns {string | undefined} */
function playwrightBrowser() {
  const require = createRequire(path.resolve("package.json"));
  const file = require("playwright").chromium.executablePath();
  return file && existsSync(file) ? file : undefined;
}
