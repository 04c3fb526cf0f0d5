/** Runs the commands of `npm run …`, as programs of their own. */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import path from "node:path";

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

const root = path.resolve(import.meta.dirname, "../..");

/**
 * Runs a command as `npm run` does.
 * @param environment all that it knows of the environment, besides PATH
 * @param folder in which it looks for `.env`
 */
export function runCommand(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  folder = root,
): Promise<Outcome> {
  const child = startCommand(file, args, environment, folder);
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output, errors }));
  });
}

/** Starts a command that runs until it is ended. */
export function startCommand(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  folder: string,
): ChildProcessWithoutNullStreams {
  const tsx = import.meta.resolve("tsx");
  return spawn(process.execPath, ["--import", tsx, path.join(root, "lib/commands", file), ...args], {
    cwd: folder,
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      TSX_TSCONFIG_PATH: path.join(root, "tsconfig.json"),
      ...environment,
    },
  });
}
