// @ts-check
import { BENCH_OPTIONS, BENCH_USAGE } from "./bench/options.js";
import { runProcess } from "./processes.js";
import { runCommand } from "./run_command.js";
import { ensureBuilt, ensureInstalled } from "./setup.js";

await runCommand(BENCH_USAGE, BENCH_OPTIONS, async () => {
  await ensureInstalled();
  await ensureBuilt();
  const program = ["--import", "tsx", "lib/commands/bench/main.ts", ...process.argv.slice(2)];
  return runProcess(process.execPath, program, { stdio: "inherit" });
});
