import { statfsSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { connect, isBusy } from "./connection.js";
import { deleteLogs, hasNewLog } from "./file_identity.js";
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
 * @typedef {{ readonly steps: readonly Step[], readonly guarded: boolean } | { readonly returning: Step } |
 *   { readonly check: true }} Work `check` asks whether writing is possible.
 *
 * @typedef {Work | { readonly detach: true }} Task `detach` is for a connection whose files were removed or replaced, before
 * its end: what only the log holds is moved into the database file.
 *
 * @typedef {{ readonly id: number, readonly task: Work }} Request
 *
 * @typedef {Request & { giveUpAt: number }} Waiting
 */

/** How long a task waits for another process that writes, before it fails with SQLITE_BUSY. */
const LOCK_TIMEOUT_MS = 5000;
/** Longest pause between two tries to get the lock. */
const RETRY_PAUSE_MS = 5;
/** Tasks in one transaction: a few milliseconds in which no other process can write. */
const BATCH_SIZE = 64;

/** How large the log may stay after its content was moved into the database file. It is moved from 4 MB on. */
const LOG_BYTES = 4 * 1024 * 1024;
/** How long moving the whole log into the database file waits for readers. */
const CHECKPOINT_TIMEOUT_MS = 500;

const connection = connect(workerData.file, 0);
connection.first(`PRAGMA journal_size_limit = ${LOG_BYTES}`);
/** Whether the last write found the disk full, or failing. */
let isDiskFailing = false;
/** @type {Waiting[]} */
let waiting = [];
let draining = false;
let closing = false;

parentPort?.on("message", (/** @type {import("./thread.js").Request<Task> | "close"} */ message) => {
  if (message === "close") {
    closing = true;
    if (!draining) close();
    return;
  }
  const { id, task } = message;
  if ("detach" in task) {
    send([detach(id)]);
    return;
  }
  waiting.push({ id, task, giveUpAt: performance.now() + LOCK_TIMEOUT_MS });
  if (draining) return;
  draining = true;
  // Messages that have arrived meanwhile are received first, and join the batch.
  setImmediate(drain);
});

async function drain() {
  while (waiting.length > 0) {
    const error = begin();
    if (error === null) commitOrMakeRoom(waiting.splice(0, BATCH_SIZE));
    else {
      waiting = waiting.filter((request) => stillWaits(request, error));
      await sleep(Math.random() * RETRY_PAUSE_MS);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  draining = false;
  if (closing) close();
}

/** The driver leaves the log behind: whoever copies the database file then would copy nothing of what the log holds. */
function close() {
  if (!hasNewLog(workerData.file, connection.files)) moveLog(CHECKPOINT_TIMEOUT_MS);
  connection.close();
  parentPort?.close();
}

/**
 * @param {number} id
 * @returns {Outcome}
 */
function detach(id) {
  // First, so that whoever gets the lock for writing after this finds out.
  deleteLogs(connection.files);
  if (hasNewLog(workerData.file, connection.files) || moveLog(CHECKPOINT_TIMEOUT_MS))
    return { id, answer: null };
  const message = "Another process still reads the log of the database";
  return failure(id, Object.assign(new Error(message), { code: "SQLITE_BUSY" }));
}

/** @returns {unknown} the error, or null where the transaction has begun */
function begin() {
  try {
    connection.run("BEGIN IMMEDIATE");
    // Under the lock: whoever deletes the log takes the lock after it, to move what was written before.
    connection.requireSameFiles();
    return null;
  } catch (error) {
    rollBack();
    return error;
  }
}

function rollBack() {
  if (connection.inTransaction()) connection.run("ROLLBACK");
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

/**
 * Where the disk is full, most of it may be the log, which holds pages in many versions.
 * @param {readonly Request[]} requests whose transaction has begun
 */
function commitOrMakeRoom(requests) {
  let error = commit(requests);
  if (isDiskError(error)) {
    const begun = moveLog(CHECKPOINT_TIMEOUT_MS) ? begin() : error;
    error = begun === null ? commit(requests) : begun;
  }
  isDiskFailing = isDiskError(error);
  if (error === null && isSpaceShort()) moveLog(0);
  if (error !== null) send(requests.map(({ id }) => failure(id, error)));
}

/**
 * @param {readonly Request[]} requests
 * @returns {unknown} the error, or null where all is written, and its outcomes are sent
 */
function commit(requests) {
  try {
    const outcomes = requests.map(runInSavepoint);
    connection.run("COMMIT");
    // What was written to a file that had been deleted by then is lost: it is not reported as done.
    connection.requireSameFiles();
    send(outcomes);
    return null;
  } catch (error) {
    rollBack();
    return error;
  }
}

/** @param {unknown} error */
function isDiskError(error) {
  return error instanceof Error && "code" in error && /^SQLITE_(FULL|IOERR)/.test(String(error.code));
}

/** Whether moving the log into the database file, which may have to grow as much, could soon find the disk full. */
function isSpaceShort() {
  try {
    const [log = ""] = Object.keys(connection.files.logs);
    const { bavail, bsize } = statfsSync(workerData.file);
    return bavail * bsize < (statSync(log, { throwIfNoEntry: false })?.size ?? 0);
  } catch {
    // The file has gone: the next task finds out.
    return false;
  }
}

/**
 * Moves all of the log into the database file, and empties it.
 * @param {number} timeoutMs how long it waits for readers
 * @returns {boolean} whether that was possible
 */
function moveLog(timeoutMs) {
  try {
    connection.first(`PRAGMA busy_timeout = ${timeoutMs}`);
    const moved = /** @type {{ busy: number }} */ (connection.first("PRAGMA wal_checkpoint(TRUNCATE)"));
    return moved.busy === 0;
  } catch {
    return false;
  } finally {
    connection.first("PRAGMA busy_timeout = 0");
  }
}

/**
 * @param {Request} request
 * @returns {Outcome}
 * @throws where the error has ended the whole transaction, and where the disk is full
 */
function runInSavepoint({ id, task }) {
  connection.run("SAVEPOINT task");
  try {
    const answer = run(task);
    connection.run("RELEASE task");
    return { id, answer };
  } catch (error) {
    if (!connection.inTransaction() || isDiskError(error)) throw error;
    connection.run("ROLLBACK TO task");
    connection.run("RELEASE task");
    return failure(id, error);
  }
}

/** @param {Work} task */
function run(task) {
  if ("check" in task) return isDiskFailing ? writeAnything() : null;
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

/** Writes one page, as it was. */
function writeAnything() {
  const { user_version: version } = /** @type {{ user_version: number }} */ (
    connection.first("PRAGMA user_version")
  );
  connection.run(`PRAGMA user_version = ${version}`);
  return null;
}

/** @param {readonly Outcome[]} outcomes */
function send(outcomes) {
  parentPort?.postMessage(outcomes);
}
