// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { SetupError, say } from "./setup.js";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * A Chromium for the browser tests: the one that CHROMIUM_PATH names, one that is installed, Playwright's own; else one
 * is installed, by Playwright, or where that cannot be downloaded by the system's package manager.
 * @returns {string} the path of its program
 * @throws {SetupError} which says what to install
 */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new SetupError(`CHROMIUM_PATH names ${named}, which is not there: correct or unset it.`);
  }
  const found = installedBrowser() ?? playwrightBrowser();
  if (found) return found;
  say("Installing a browser for the tests …");
  spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"], {
    stdio: "ignore",
    timeout: 300_000,
  });
  if (!playwrightBrowser() && process.platform === "linux" && process.getuid?.() === 0) {
    spawnSync("apt-get", ["update"], { stdio: "ignore" });
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { stdio: "ignore" });
  }
  const installed = playwrightBrowser() ?? installedBrowser();
  if (installed) return installed;
  throw new SetupError(
    "No Chromium was found and none could be installed: install Chromium or Chrome, or set CHROMIUM_PATH to one.",
  );
}

/** @returns {string | undefined} */
function installedBrowser() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return [...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))), ...ELSEWHERE].find(
    (file) => existsSync(file),
  );
}

/** @returns {string | undefined} */
function playwrightBrowser() {
  const require = createRequire(path.resolve("package.json"));
  const file = require("@playwright/test").chromium.executablePath();
  return file && existsSync(file) ? file : undefined;
}
