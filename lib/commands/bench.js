// @ts-check
import { spawnSync } from "node:child_process";
import { BENCH_OPTIONS, BENCH_USAGE } from "./bench/options.js";
import { runCommand } from "./run_command.js";
import { ensureBuilt, ensureInstalled } from "./setup.js";

await runCommand(BENCH_USAGE, BENCH_OPTIONS, () => {
  ensureInstalled();
  ensureBuilt();
  const program = ["--import", "tsx", "lib/commands/bench/main.ts", ...process.argv.slice(2)];
  return spawnSync(process.execPath, program, { stdio: "inherit" }).status ?? 1;
});
