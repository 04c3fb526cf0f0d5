// @ts-check
import { parseArgs } from "node:util";
import { StoppedError, stopWhenTold } from "./processes.js";
import { SetupError } from "./setup.js";

/** An argument is not valid; the message completes "--name …" or is a sentence of its own. */
export class UsageError extends Error {}

/**
 * Runs a command and ends the process with its exit code. `--help` prints the usage. A wrong argument, and whatever the
 * set-up cannot do, ends with exit code 1 and one sentence; other errors are bugs, and show where they come from. A signal
 * also ends what the command has started.
 * @template {NonNullable<import("node:util").ParseArgsConfig["options"]>} Options
 * @param {string} usage for instance `npm run keys -- [--algorithm ES256] [--out FOLDER]`
 * @param {Options} options as parseArgs takes them
 * @param {(values: ReturnType<typeof parseArgs<{ options: Options }>>["values"], words: string[]) => Promise<number> | number} main
 * gets the options, and the words beside them
 * @param {number} [failed] the exit code in place of 1
 * @param {boolean} [allowPositionals] whether words are taken that are no options
 * @returns {Promise<void>}
 */
export async function runCommand(usage, options, main, failed = 1, allowPositionals = false) {
  if (process.argv.includes("--help")) {
    console.log(`Usage: ${usage}`);
    process.exit(0);
  }
  stopWhenTold();
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals });
    process.exit(await main(values, positionals));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof StoppedError) process.exit(error.exitCode);
    if (isUsageError(error)) console.error(`${error.message}\nUsage: ${usage}`);
    else if (error instanceof SetupError) console.error(error.message);
    else throw error;
    process.exit(failed);
  }
}

/** @param {Error} error */
function isUsageError(error) {
  return error instanceof UsageError || ("code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));
}
