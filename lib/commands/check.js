// @ts-check
import { spawnSync } from "node:child_process";
import { runCommand } from "./run_command.js";
import { ensureGenerated, ensureInstalled } from "./setup.js";

/** Checks that need no running app. Import directions, cycles and generated documents are checked by tests. */
const CHECKS = [
  ["route types", "node_modules/next/dist/bin/next", "typegen"],
  ["types", "node_modules/typescript/bin/tsc", "--noEmit"],
  ["lint and format", "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
  ["dead code", "node_modules/knip/bin/knip.js"],
];

await runCommand("npm run check", {}, () => {
  ensureInstalled();
  ensureGenerated();
  let failed = 0;
  for (const [name, ...command] of CHECKS) {
    const result = spawnSync(process.execPath, command, { encoding: "utf8" });
    console.log(`${result.status === 0 ? "ok  " : "FAIL"} ${name}`);
    if (result.status === 0) continue;
    failed += 1;
    console.log(`${result.stdout}${result.stderr}`);
  }
  return failed === 0 ? 0 : 1;
});
