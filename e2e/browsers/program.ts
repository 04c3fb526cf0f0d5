import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A program that runs until its test ends it. */
export interface Program {
  /** Resolves when it prints what matches. @returns the first group */
  printed(pattern: RegExp): Promise<string>;
  /** Ends it, with the processes that it has started. */
  stop(): Promise<void>;
}

export function run(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Program {
  const child = spawn(command, args, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, by whose id all of it can be ended.
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  return {
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output);
          if (match) resolve(match[1] ?? "");
        };
        look();
        for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
        child.once("exit", (code) => reject(new Error(`${command} ended with ${code}: ${output}`)));
        child.once("error", reject);
      }),
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  process.kill(-child.pid, "SIGTERM");
  await ended;
}
