// @ts-check
import { spawn } from "node:child_process";
import { isUnderNohup } from "../server/nohup.js";
import { onNpmGone } from "./npm.js";

/** Processes that do not end by themselves within this time are killed; servers take ten seconds at most. */
const KILL_AFTER_MS = 12_000;

/** The command was told to stop, and so were the processes that it had started. */
export class StoppedError extends Error {
  /** @param {number} exitCode with which the command is to end */
  constructor(exitCode) {
    super();
    this.exitCode = exitCode;
  }
}

/** Processes that this command has started, and that still run. @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
let stopping = false;

/**
 * Runs a program until it ends.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions & { onOutput?: (text: string) => void,
 * onMessage?: (message: unknown) => void }} options onOutput: gets what the program prints; onMessage: what it sends; `signal`
 * ends it
 * @returns {Promise<number>} its exit code; 1 where a signal ended it or it could not be started
 * @throws {StoppedError} where this command was told to stop meanwhile
 */
export function runProcess(command, args, { onOutput, onMessage, ...options }) {
  if (stopping) throw new StoppedError(1);
  const child = spawn(command, args, options);
  running.add(child);
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text) => onOutput?.(text));
  if (onMessage) child.on("message", onMessage);
  return new Promise((resolve, reject) => {
    const end = (/** @type {number | null} */ code) => {
      running.delete(child);
      if (stopping) reject(new StoppedError(code ?? 1));
      else resolve(code ?? 1);
    };
    child.once("close", end);
    child.once("error", (error) => {
      onOutput?.(error.message);
      if (child.pid === undefined) end(1);
    });
  });
}

/**
 * Ends the processes that this command has started, when it is told to stop or npm, which runs it, is gone: signals to npm
 * do not always arrive here. Without such processes the command ends at once.
 */
export function stopWhenTold() {
  // A terminal that has closed takes no more output; without a listener that would be an uncaught error.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => {});
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  const watch = onNpmGone(stop);
  process.on("SIGHUP", () => {
    // The terminal has closed, which may have ended npm, too: with nohup everything else goes on.
    if (isUnderNohup()) clearInterval(watch);
    else stop();
  });
}

function stop() {
  stopping = true;
  if (running.size === 0) process.exit(1);
  for (const child of running) child.kill("SIGTERM");
  setTimeout(() => {
    for (const child of running) child.kill("SIGKILL");
  }, KILL_AFTER_MS);
}
