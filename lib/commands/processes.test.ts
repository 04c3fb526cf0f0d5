import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";

/** A command that runs a program, which never ends and prints its process id. */
const COMMAND = `
  import { runProcess } from "./lib/commands/processes.js";
  import { runCommand } from "./lib/commands/run_command.js";
  const program = 'process.on("SIGTERM", () => process.exit(7)); console.log(process.pid); setInterval(() => {}, 1000)';
  process.on("SIGUSR2", () => console.log("still here"));
  await runCommand("a command", {}, async () => {
    try {
      return await runProcess(process.execPath, ["-e", program], { stdio: "inherit" });
    } finally {
      console.log("tidied up");
    }
  });
`;

let command: ChildProcess;
let program: number;
let output: string;
let ended: Promise<unknown[]>;

afterEach(() => {
  for (const pid of [command.pid ?? 0, program]) if (isRunning(pid)) process.kill(pid, "SIGKILL");
});

async function start(environment: Readonly<Record<string, string>>): Promise<void> {
  output = "";
  command = spawn(process.execPath, ["--input-type=module", "-e", COMMAND], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  ended = once(command, "close");
  command.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  await expect.poll(() => output, { timeout: 15_000 }).toMatch(/^\d+\n/);
  program = Number.parseInt(output, 10);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "%s to a command ends the program that it runs, whose exit code it has, after its own tidying up",
  async (signal) => {
    await start({ _: "/usr/bin/npm" });
    command.kill(signal);
    expect(await ended).toEqual([7, null]);
    expect(output).toContain("tidied up");
    expect(isRunning(program)).toBe(false);
  },
);

test("under nohup SIGHUP ends nothing", async () => {
  await start({ _: "/usr/bin/nohup" });
  command.kill("SIGHUP");
  command.kill("SIGUSR2");
  await expect.poll(() => output).toContain("still here");
  // Had it been told to end, it would have ended with its own exit code.
  process.kill(program, "SIGKILL");
  expect(await ended).toEqual([1, null]);
});
