// @ts-check
import path from "node:path";

/**
 * Whether nohup started this process, which then goes on when its terminal closes. Node ignores no signal that it was
 * started to ignore, but shells put the path of the program that they start in the variable `_`.
 */
export function isUnderNohup() {
  return path.basename(process.env._ ?? "") === "nohup";
}
