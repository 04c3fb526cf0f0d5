import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { connect, isBusy } from "./connection.js";
import { failure } from "./outcome.js";

/*
 * The one writer of a process, in a thread: a COMMIT waits for the disk, which can take longer than the rest of a request,
 * and the event loop should not wait with it. Plain JavaScript, since Node loads it without a compiler.
 *
 * Transactions are BEGIN IMMEDIATE: no two of them can read the same state and both write. All tasks that are waiting when
 * the lock is acquired share one transaction, since the COMMIT is what costs; each has a savepoint of its own, and results
 * are sent after the COMMIT. The driver's own waiting for locks is off: a statement that fails with SQLITE_BUSY inside of
 * the driver is not reset, and blocks every later COMMIT.
 */

/**
 * @typedef {import("../statements.js").Step} Step
 * @typedef {import("./thread.js").Outcome} Outcome
 *
 * @typedef {{ readonly steps: readonly Step[], readonly guarded: boolean } | { readonly returning: Step }} Task
 *
 * @typedef {import("./thread.js").Request<Task>} Request
 *
 * @typedef {Request & { giveUpAt: number }} Waiting
 */

/** How long a task waits for another process that writes, before it fails with SQLITE_BUSY. */
const LOCK_TIMEOUT_MS = 5000;
/** Longest pause between two tries to get the lock. */
const RETRY_PAUSE_MS = 5;
/** Tasks in one transaction: a few milliseconds in which no other process can write. */
const BATCH_SIZE = 64;

const connection = connect(workerData.file, 0);
/** @type {Waiting[]} */
let waiting = [];
let draining = false;
let closing = false;

parentPort?.on("message", (/** @type {Request | "close"} */ message) => {
  if (message === "close") {
    closing = true;
    if (!draining) close();
    return;
  }
  waiting.push({ ...message, giveUpAt: performance.now() + LOCK_TIMEOUT_MS });
  if (draining) return;
  draining = true;
  // Messages that have arrived meanwhile are received first, and join the batch.
  setImmediate(drain);
});

async function drain() {
  while (waiting.length > 0) {
    const error = begin();
    if (error === null) commit(waiting.splice(0, BATCH_SIZE));
    else {
      waiting = waiting.filter((request) => stillWaits(request, error));
      await sleep(Math.random() * RETRY_PAUSE_MS);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  draining = false;
  if (closing) close();
}

function close() {
  connection.close();
  parentPort?.close();
}

/** @returns {unknown} the error, or null where the transaction has begun */
function begin() {
  try {
    connection.run("BEGIN IMMEDIATE");
    return null;
  } catch (error) {
    return error;
  }
}

/**
 * Whether a task waits on, after BEGIN has failed: only while another process writes, and not for ever. Else it fails.
 * @param {Waiting} request
 * @param {unknown} error
 */
function stillWaits({ id, giveUpAt }, error) {
  if (isBusy(error) && performance.now() < giveUpAt) return true;
  send([failure(id, error)]);
  return false;
}

/** @param {readonly Request[]} requests */
function commit(requests) {
  try {
    const outcomes = requests.map(runInSavepoint);
    connection.run("COMMIT");
    send(outcomes);
  } catch (error) {
    if (connection.inTransaction()) connection.run("ROLLBACK");
    send(requests.map(({ id }) => failure(id, error)));
  }
}

/**
 * @param {Request} request
 * @returns {Outcome}
 * @throws where the error has ended the whole transaction, as a full disk does
 */
function runInSavepoint({ id, task }) {
  connection.run("SAVEPOINT task");
  try {
    const answer = run(task);
    connection.run("RELEASE task");
    return { id, answer };
  } catch (error) {
    if (!connection.inTransaction()) throw error;
    connection.run("ROLLBACK TO task");
    connection.run("RELEASE task");
    return failure(id, error);
  }
}

/** @param {Task} task */
function run(task) {
  if ("returning" in task) return connection.returning(task.returning.sql, task.returning.params);
  const { steps, guarded } = task;
  /** @type {number[]} */
  const changes = [];
  for (const { sql, params } of steps) {
    changes.push(connection.run(sql, params));
    // There is nothing to undo.
    if (guarded && changes[0] === 0) return steps.map(() => 0);
  }
  return changes;
}

/** @param {readonly Outcome[]} outcomes */
function send(outcomes) {
  parentPort?.postMessage(outcomes);
}
