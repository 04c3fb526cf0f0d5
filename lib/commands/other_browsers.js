// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { aptInstall } from "./apt.js";

/** @typedef {{ driver: string, browser: string }} WebKit paths of WebKitWebDriver and of the browser that it drives */

const PACKAGES = ["firefox-esr", "webkit2gtk-driver", "xvfb"];

/** @returns {string | undefined} the program of an installed Firefox */
export function findFirefox() {
  return ["firefox-esr", "firefox"].find((name) => spawnSync(name, ["--version"]).status === 0);
}

/**
 * WebKitGTK's own browser, with its driver and an X server without a display.
 * @returns {WebKit | undefined} where all three are installed
 */
export function findWebKit() {
  const hasPrograms = [
    ["WebKitWebDriver", "--help"],
    ["Xvfb", "-help"],
  ].every(([name = "", arg = ""]) => spawnSync(name, [arg]).error === undefined);
  const browser = miniBrowser();
  return hasPrograms && browser !== undefined ? { driver: "WebKitWebDriver", browser } : undefined;
}

/** In /usr/lib/x86_64-linux-gnu/webkit2gtk-4.1, for instance. */
function miniBrowser() {
  const root = "/usr/lib";
  const folders = existsSync(root)
    ? [root, ...foldersIn(root).filter((folder) => /-linux-gnu/.test(folder))]
    : [];
  return folders
    .flatMap(foldersIn)
    .filter((folder) => /^webkit(2gtk|gtk)-/.test(path.basename(folder)))
    .map((folder) => path.join(folder, "MiniBrowser"))
    .find((file) => existsSync(file));
}

/** @param {string} folder */
function foldersIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(folder, name));
}

/** Installs Firefox and WebKitGTK's browser where they are missing. Where they cannot be had, it says that their tests are left out. */
export function ensureOtherBrowsers() {
  const missing = () => [
    ...(findFirefox() ? [] : ["Firefox"]),
    ...(findWebKit() ? [] : ["WebKitGTK's MiniBrowser"]),
  ];
  if (missing().length > 0) aptInstall(PACKAGES);
  for (const name of missing())
    console.log(`No ${name} was found and none could be installed: its tests are left out.`);
}
