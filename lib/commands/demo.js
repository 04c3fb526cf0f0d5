// @ts-check
import { findBrowser } from "./browser.js";
import { runProcess } from "./processes.js";
import { runCommand } from "./run_command.js";
import { ensureBuilt, ensureInstalled } from "./setup.js";

const USAGE = "npm run demo -- [--pictures]";

await runCommand(USAGE, { pictures: { type: "boolean" } }, async ({ pictures = false }) => {
  await ensureInstalled();
  await ensureBuilt();
  const env = { ...process.env, CHROMIUM_PATH: findBrowser() };
  const program = ["--import", "tsx", pictures ? "e2e/lab_pictures.ts" : "e2e/demo.ts"];
  return runProcess(process.execPath, program, { stdio: "inherit", env });
});
