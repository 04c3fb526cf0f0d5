// @ts-check
// Imported first by `npm start` and `npm test`, which import everything else only afterwards: this file must load in any
// Node that knows modules, so that an old one can say what is needed instead of failing on newer syntax.
import { readFileSync } from "node:fs";

const { engines } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const [neededMajor, neededMinor] = engines.node.match(/\d+/g).map(Number);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  console.error(
    `Latchkey needs Node ${neededMajor}.${neededMinor} or newer, and this is ${process.versions.node}: install a newer one.`,
  );
  process.exit(1);
}
