import { once } from "node:events";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Step } from "../statements";
import type { Outcome, Work } from "./writer_thread.js";

/** The one writer of this process, which has a thread of its own. */
export interface Writer {
  /**
   * All of the steps or none of them, in one transaction.
   * @param returning whether the results are the first row of each step, or how many rows each changed
   * @throws StoreError; SQLITE_BUSY where another process holds the database for five seconds
   */
  write(steps: readonly Step[], returning: boolean): Promise<unknown[]>;
  close(): Promise<void>;
}

/** What the database says against a piece of work, with SQLite's code. */
class StoreError extends Error {
  override readonly name = "StoreError";
  constructor(
    message: string,
    readonly code: unknown,
  ) {
    super(message);
  }
}

interface Waiting {
  resolve(results: unknown[]): void;
  reject(error: unknown): void;
}

/** @param file path of the database that migrate() made */
export function openWriter(file: string): Writer {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let thread: Worker | null = start();

  function start(): Worker {
    // From the project's folder, since a bundler gives this module another place than its source has.
    const filename = path.join(process.cwd(), "lib/store/sqlite/writer_thread.js");
    const started = new Worker(filename, { workerData: { file } });
    // The process lives on for what is still to be written, not for the thread.
    started.unref();
    started.on("message", (outcomes: readonly Outcome[]) => {
      for (const outcome of outcomes) settle(outcome);
      if (waiting.size === 0) started.unref();
    });
    // One that ends unasked, say for want of memory, fails what it had; the next work begins another. It ends twice: by its
    // error, and by its exit, when its successor may be at work.
    const end = (reason: unknown) => {
      if (thread === started) fail(new StoreError(`The writer has ended: ${reason}`, "SQLITE_IOERR"));
    };
    started.on("error", end);
    started.on("exit", end);
    return started;
  }

  function settle(outcome: Outcome): void {
    const asked = waiting.get(outcome.id);
    waiting.delete(outcome.id);
    if ("results" in outcome) asked?.resolve(outcome.results);
    else asked?.reject(new StoreError(outcome.error.message, outcome.error.code));
  }

  function fail(error: unknown): void {
    thread = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  return {
    write: (steps, returning) =>
      new Promise((resolve, reject) => {
        thread ??= start();
        count += 1;
        waiting.set(count, { resolve, reject });
        thread.ref();
        thread.postMessage({ id: count, steps, returning } satisfies Work);
      }),
    async close() {
      if (thread === null) return;
      const ended = once(thread, "exit");
      thread.ref();
      thread.postMessage("close");
      await ended;
    },
  };
}
