import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { connect, isBusy } from "./connection.js";
import { failure } from "./outcome.js";

/*
 * The one writer of a process, in a thread: every COMMIT is synced to the disk, which can take longer than everything else
 * that a request needs, and nobody should wait for another one's. Plain JavaScript, as Node loads it without a compiler.
 *
 * Its transactions are writers from their first statement on: no two can read the same and both write. What is waiting
 * when it gets the lock goes into one transaction, each piece in a savepoint of its own, for it is the COMMIT that costs;
 * nobody is told before that. The driver never waits for the lock: a statement that waited in vain would stay unfinished.
 */

/**
 * @typedef {import("../statements.js").Step} Step
 * @typedef {import("./thread.js").Outcome} Outcome
 *
 * @typedef {{ readonly steps: readonly Step[], readonly guarded: boolean } | { readonly returning: Step }} Task
 *
 * @typedef {import("./thread.js").Request<Task>} Work
 *
 * @typedef {Work & { giveUpAt: number }} Waiting
 */

/** How long a piece of work is tried before the database counts as unavailable. Milliseconds. */
const PATIENCE = 5000;
/** Longest pause between two tries; milliseconds. */
const LONGEST_PAUSE = 5;
/** Pieces of work in one transaction: some milliseconds in which no other process can write. */
const MOST_AT_ONCE = 64;

const connection = connect(workerData.file, 0);
/** @type {Waiting[]} */
let waiting = [];
let draining = false;
let closing = false;

parentPort?.on("message", (/** @type {Work | "close"} */ message) => {
  if (message === "close") {
    closing = true;
    if (!draining) close();
    return;
  }
  waiting.push({ ...message, giveUpAt: Date.now() + PATIENCE });
  if (draining) return;
  draining = true;
  // After the other messages that have come meanwhile.
  setImmediate(drain);
});

async function drain() {
  while (waiting.length > 0) {
    const refusal = begin();
    if (refusal === null) commit(waiting.splice(0, MOST_AT_ONCE));
    else {
      waiting = waiting.filter((work) => stillWaits(work, refusal));
      await sleep(Math.random() * LONGEST_PAUSE);
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

/** @returns {unknown} what the database says against it, or null where the lock is ours */
function begin() {
  try {
    connection.run("BEGIN IMMEDIATE");
    return null;
  } catch (error) {
    return error;
  }
}

/**
 * Another process that writes is waited for; every other refusal is told at once.
 * @param {Waiting} work
 * @param {unknown} refusal
 */
function stillWaits({ id, giveUpAt }, refusal) {
  const busy = isBusy(refusal);
  if (busy && Date.now() < giveUpAt) return true;
  tell([failure(id, refusal)]);
  return false;
}

/** @param {readonly Work[]} works */
function commit(works) {
  try {
    const outcomes = works.map(inSavepoint);
    connection.run("COMMIT");
    tell(outcomes);
  } catch (error) {
    if (connection.inTransaction()) connection.run("ROLLBACK");
    tell(works.map(({ id }) => failure(id, error)));
  }
}

/**
 * @param {Work} work
 * @returns {Outcome}
 * @throws what ended the whole transaction, as a full disk does
 */
function inSavepoint({ id, task }) {
  connection.run("SAVEPOINT work");
  try {
    const answer = run(task);
    connection.run("RELEASE work");
    return { id, answer };
  } catch (error) {
    if (!connection.inTransaction()) throw error;
    connection.run("ROLLBACK TO work");
    connection.run("RELEASE work");
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
    // Nothing is to be undone: the first step changed nothing.
    if (guarded && changes[0] === 0) return steps.map(() => 0);
  }
  return changes;
}

/** @param {readonly Outcome[]} outcomes */
function tell(outcomes) {
  parentPort?.postMessage(outcomes);
}
