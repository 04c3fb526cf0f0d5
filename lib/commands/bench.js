// @ts-check
import { spawnSync } from "node:child_process";
import { ensureBuilt, ensureGenerated, ensureInstalled, SetupError } from "./setup.js";

try {
  ensureInstalled();
  ensureGenerated();
  ensureBuilt();
  const args = ["--import", "tsx", "lib/commands/bench/main.ts", ...process.argv.slice(2)];
  process.exit(spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exit(1);
}
