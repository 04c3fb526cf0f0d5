import { Worker } from "node:worker_threads";

/** What SQLite, or the thread that talks to it, refuses with: `code` is SQLite's, such as SQLITE_BUSY. */
class StoreError extends Error {
  override readonly name = "StoreError";
  constructor(
    message: string,
    readonly code: unknown,
  ) {
    super(message);
  }
}

/** What is sent to the thread; `"close"` besides. */
export interface Request<Task> {
  readonly id: number;
  readonly task: Task;
}

/** What the thread sends back, several at once. */
export type Outcome =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: { readonly message: string; readonly code: unknown } };

/** A thread that holds a connection to the database file. */
export interface Thread<Task> {
  /** Starts the thread, unless it runs: so that the first task need not wait for it. */
  start(): void;
  /**
   * @returns what the thread answers; its type is what the thread's script says
   * @throws StoreError; SQLITE_IOERR where the thread ended in the middle, SQLITE_INTERRUPT where the store was closed
   */
  ask<Answer>(task: Task): Promise<Answer>;
  /** Resolves when all that was asked is answered, and the connection is closed. */
  finish(): Promise<void>;
  /** Rejects what was asked, and resolves when the thread has noticed and closed the connection. */
  stop(): Promise<void>;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/**
 * The thread is started when first asked, and again after it died, for instance for want of memory: what it was asked is
 * rejected, the next task starts another one. It keeps the process alive only while something is asked of it.
 * @param script its path; plain JavaScript, since Node loads it without a compiler
 * @param file path of the database
 */
export function openThread<Task>(script: string, file: string): Thread<Task> {
  const waiting = new Map<number, Waiting>();
  /** Not 0: the thread is to stop. In shared memory, since a busy thread gets no messages. */
  const stopping = new Int32Array(new SharedArrayBuffer(4));
  let count = 0;
  let isClosed = false;
  let current: Worker | null = null;

  function start(): Worker {
    const started = new Worker(script, { workerData: { file, stopping } });
    started.unref();
    started.on("message", (outcomes: readonly Outcome[]) => {
      for (const outcome of outcomes) settle(outcome);
      if (waiting.size === 0) started.unref();
    });
    // A crash emits "error" and then "exit"; by the second, a successor may be running.
    const end = (reason: unknown) => {
      if (current !== started) return;
      current = null;
      rejectAll(new StoreError(`The database thread ended: ${reason}`, "SQLITE_IOERR"));
    };
    started.on("error", end);
    started.on("exit", (code) => end(`exit code ${code}`));
    return started;
  }

  function settle(outcome: Outcome): void {
    const asked = waiting.get(outcome.id);
    waiting.delete(outcome.id);
    if ("answer" in outcome) asked?.resolve(outcome.answer);
    else asked?.reject(new StoreError(outcome.error.message, outcome.error.code));
  }

  function rejectAll(error: StoreError): void {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  async function finish(): Promise<void> {
    isClosed = true;
    if (current === null) return;
    const ending = current;
    // Not by once(), which rejects where the thread dies of an error: then it has ended, too.
    const ended = new Promise((resolve) => ending.once("exit", resolve));
    ending.ref();
    ending.postMessage("close");
    await ended;
  }

  return {
    start() {
      current ??= start();
    },
    ask<Answer>(task: Task): Promise<Answer> {
      if (isClosed) return Promise.reject(new StoreError("The store was closed", "SQLITE_INTERRUPT"));
      return new Promise<Answer>((resolve, reject) => {
        current ??= start();
        count += 1;
        waiting.set(count, { resolve, reject });
        current.ref();
        current.postMessage({ id: count, task } satisfies Request<Task>);
      });
    },
    finish,
    stop() {
      // Not terminate(): a thread that is ended while it is in the driver's native code can abort the process.
      Atomics.store(stopping, 0, 1);
      rejectAll(new StoreError("The store was closed", "SQLITE_INTERRUPT"));
      return finish();
    },
  };
}
