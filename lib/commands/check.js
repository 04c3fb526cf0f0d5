// @ts-check
import { spawnSync } from "node:child_process";
import { ensureGenerated, ensureInstalled } from "./setup.js";

/** The guards that need no running app. Import directions, cycles and drift are tests. */
const GUARDS = [
  ["route types", "node_modules/next/dist/bin/next", "typegen"],
  ["types", "node_modules/typescript/bin/tsc", "--noEmit"],
  ["lint and format", "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
  ["dead code", "node_modules/knip/bin/knip.js"],
];

ensureInstalled();
ensureGenerated();
let good = true;
for (const [name, ...command] of GUARDS) {
  const result = spawnSync(process.execPath, command, { encoding: "utf8" });
  console.log(`${result.status === 0 ? "ok  " : "FAIL"} ${name}`);
  if (result.status !== 0) console.log(`${result.stdout}${result.stderr}`);
  good &&= result.status === 0;
}
process.exit(good ? 0 : 1);
