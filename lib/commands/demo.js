// @ts-check
import { spawnSync } from "node:child_process";
import { findBrowser } from "./browser.js";
import { runCommand } from "./run_command.js";
import { ensureBuilt, ensureInstalled } from "./setup.js";

await runCommand("npm run demo", {}, () => {
  ensureInstalled();
  ensureBuilt();
  const env = { ...process.env, CHROMIUM_PATH: findBrowser() };
  const program = ["--import", "tsx", "e2e/demo.ts"];
  return spawnSync(process.execPath, program, { stdio: "inherit", env }).status ?? 1;
});
