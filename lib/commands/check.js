// @ts-check
import { runProcess } from "./processes.js";
import { runCommand } from "./run_command.js";
import { ensureGenerated, ensureInstalled } from "./setup.js";

/** Checks that need no running app. Import directions, cycles and generated documents are checked by tests. */
const CHECKS = [
  ["route types", "node_modules/next/dist/bin/next", "typegen"],
  ["types", "node_modules/typescript/bin/tsc", "--noEmit"],
  ["lint and format", "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
  ["dead code", "node_modules/knip/bin/knip.js"],
];

await runCommand("npm run check", {}, async () => {
  await ensureInstalled();
  await ensureGenerated();
  let failed = 0;
  for (const [name, ...command] of CHECKS) {
    let output = "";
    const onOutput = (/** @type {string} */ text) => {
      output += text;
    };
    const code = await runProcess(process.execPath, command, { onOutput });
    console.log(`${code === 0 ? "ok  " : "FAIL"} ${name}`);
    if (code === 0) continue;
    failed += 1;
    console.log(output);
  }
  return failed === 0 ? 0 : 1;
});
