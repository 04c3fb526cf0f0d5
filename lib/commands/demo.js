// @ts-check
import { findBrowser } from "./browser.js";
import { runProcess } from "./processes.js";
import { runCommand } from "./run_command.js";
import { ensureBuilt, ensureInstalled } from "./setup.js";

await runCommand("npm run demo", {}, async () => {
  await ensureInstalled();
  await ensureBuilt();
  const env = { ...process.env, CHROMIUM_PATH: findBrowser() };
  const program = ["--import", "tsx", "e2e/demo.ts"];
  return runProcess(process.execPath, program, { stdio: "inherit", env });
});
