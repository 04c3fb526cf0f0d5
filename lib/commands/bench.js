// @ts-check
import { BENCH_OPTIONS, BENCH_USAGE } from "./bench/options.js";
import { runProcess } from "./processes.js";
import { runCommand } from "./run_command.js";
import { ensureBuilt, ensureInstalled } from "./setup.js";

const LOADS = "lib/commands/bench/main.ts";
const PAGES = "lib/commands/bench/pages.ts";

await runCommand(BENCH_USAGE, BENCH_OPTIONS, async ({ pages }) => {
  await ensureInstalled();
  await ensureBuilt();
  const program = ["--import", "tsx", pages ? PAGES : LOADS, ...process.argv.slice(2)];
  return runProcess(process.execPath, program, { stdio: "inherit" });
});
