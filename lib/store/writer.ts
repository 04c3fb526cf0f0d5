import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { type Connection, connect } from "./connection";

/** How long a piece of work is tried, the event loop free in between, before the database counts as unavailable. Milliseconds. */
const PATIENCE = 5000;
/** Longest pause between two tries; milliseconds. */
const LONGEST_PAUSE = 5;
/** Pieces of work in one transaction: some milliseconds in which nobody else can write. */
const MOST_AT_ONCE = 64;

/** Statements that are all run or none of them, without waiting in between. */
type Work<Result> = (connection: Connection) => Result;

export interface Writer {
  /** @throws what the work throws; or SQLITE_BUSY where somebody else holds the database for too long */
  write<Result>(work: Work<Result>): Promise<Result>;
  close(): void;
}

interface Waiting {
  readonly giveUpAt: number;
  readonly run: Work<() => void>;
  readonly fail: (error: unknown) => void;
}

/**
 * The one writer of this process. Its transactions are writers from their first statement on: no two can read the same
 * and both write. What is waiting when it gets the lock goes into one transaction, each piece in a savepoint of its own,
 * for it is the synced COMMIT that costs; nobody is told before that.
 *
 * The driver never waits for the lock, since it would keep everybody waiting: it asks and goes away.
 */
export function openWriter(file: string): Writer {
  const connection = connect(file, 0);
  let waiting: Waiting[] = [];
  let draining = false;

  async function drain(): Promise<void> {
    draining = true;
    // Whoever else is being answered in this turn of the event loop comes along.
    await setImmediate();
    while (waiting.length > 0) {
      const refusal = begin(connection);
      if (refusal === null) commitAll(connection, waiting.splice(0, MOST_AT_ONCE));
      else {
        waiting = waiting.filter((one) => stillWaits(one, refusal));
        await sleep(Math.random() * LONGEST_PAUSE);
      }
    }
    draining = false;
  }

  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        const run = (on: Connection) => {
          const result = work(on);
          return () => resolve(result);
        };
        waiting.push({ run, fail: reject, giveUpAt: Date.now() + PATIENCE });
        if (!draining) void drain();
      }),
    close: () => connection.close(),
  };
}

/** @returns what the database says against it, or null where the lock is ours */
function begin(connection: Connection): unknown {
  try {
    connection.run("BEGIN IMMEDIATE");
    return null;
  } catch (error) {
    return error;
  }
}

/** Another process that writes is waited for; every other refusal is told at once. */
function stillWaits({ giveUpAt, fail }: Waiting, refusal: unknown): boolean {
  const busy = refusal instanceof Error && "code" in refusal && refusal.code === "SQLITE_BUSY";
  if (busy && Date.now() < giveUpAt) return true;
  fail(refusal);
  return false;
}

function commitAll(connection: Connection, works: readonly Waiting[]): void {
  const done: (() => void)[] = [];
  const failed: (() => void)[] = [];
  try {
    for (const { run, fail } of works) {
      try {
        done.push(inSavepoint(connection, run));
      } catch (error) {
        // A full disk, for one, has rolled everything back.
        if (!connection.inTransaction()) throw error;
        failed.push(() => fail(error));
      }
    }
    connection.run("COMMIT");
  } catch (error) {
    if (connection.inTransaction()) connection.run("ROLLBACK");
    for (const { fail } of works) fail(error);
    return;
  }
  for (const tell of [...done, ...failed]) tell();
}

function inSavepoint<Result>(connection: Connection, work: Work<Result>): Result {
  connection.run("SAVEPOINT work");
  try {
    const result = work(connection);
    connection.run("RELEASE work");
    return result;
  } catch (error) {
    if (connection.inTransaction()) {
      connection.run("ROLLBACK TO work");
      connection.run("RELEASE work");
    }
    throw error;
  }
}
