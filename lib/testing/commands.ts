/** Runs the commands of `npm run …`, as programs of their own. */

import { spawn } from "node:child_process";
import path from "node:path";

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command as `npm run` does. @param environment all that it knows of the environment, besides PATH */
export function runCommand(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, ["--import", "tsx", path.join("lib/commands", file), ...args], {
    cwd: path.resolve(import.meta.dirname, "../.."),
    env: { NODE_ENV: "test", PATH: process.env.PATH, ...environment },
  });
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
