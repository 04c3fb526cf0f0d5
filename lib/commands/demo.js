// @ts-check
import { spawnSync } from "node:child_process";
import { findBrowser } from "./browser.js";
import { ensureBuilt, ensureGenerated, ensureInstalled, SetupError } from "./setup.js";

try {
  ensureInstalled();
  ensureGenerated();
  ensureBuilt();
  const env = { ...process.env, CHROMIUM_PATH: findBrowser() };
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "e2e/demo.ts"], {
    stdio: "inherit",
    env,
  });
  process.exit(status ?? 1);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exit(1);
}
