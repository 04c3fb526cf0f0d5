import { parentPort, workerData } from "node:worker_threads";
import { connect } from "./connection.js";
import { failure } from "./outcome.js";

/*
 * Reads lists for one process, in a thread, so that neither the query nor the unpacking of many rows holds up the event
 * loop: rows are handed over in parts. Plain JavaScript, since Node loads it without a compiler.
 */

/**
 * @typedef {import("../statements.js").Step | { readonly rest: number }} Task A query, or the next part of its rows.
 *
 * @typedef {import("./connection.js").List & { readonly rest: number | null }} Part Some of the rows; `rest` is what to ask
 * for next, or null where these are the last.
 */

/** How long a query may wait while another process recovers the log after a crash; nothing else makes a reader wait. */
const BUSY_TIMEOUT_MS = 5000;
/** Rows that are handed over at once: unpacking them takes the event loop about a millisecond. */
const PART_ROWS = 500;

const { file, stopping } = /** @type {{ file: string, stopping: Int32Array }} */ (workerData);
const connection = connect(file, BUSY_TIMEOUT_MS);
connection.run("PRAGMA query_only = ON");

/** @type {Map<number, import("./connection.js").List>} */
const rests = new Map();

parentPort?.on("message", (/** @type {import("./thread.js").Request<Task> | "close"} */ message) => {
  if (message === "close") {
    connection.close();
    parentPort?.close();
  } else parentPort?.postMessage([outcome(message)]);
});

/**
 * @param {import("./thread.js").Request<Task>} request
 * @returns {import("./thread.js").Outcome}
 */
function outcome({ id, task }) {
  try {
    connection.requireSameFiles();
    const list = "rest" in task ? takeRest(task.rest) : connection.list(task.sql, task.params, isStopping);
    return { id, answer: firstPart(id, list) };
  } catch (error) {
    return failure(id, error);
  }
}

function isStopping() {
  return Atomics.load(stopping, 0) !== 0;
}

/**
 * Splits off the first part, and keeps the remaining rows under the id of the request.
 * @param {number} id
 * @param {import("./connection.js").List} list
 * @returns {Part}
 */
function firstPart(id, { columns, values }) {
  if (values.length <= PART_ROWS) return { columns, values, rest: null };
  rests.set(id, { columns, values: values.slice(PART_ROWS) });
  return { columns, values: values.slice(0, PART_ROWS), rest: id };
}

/** @param {number} id */
function takeRest(id) {
  const rest = rests.get(id);
  rests.delete(id);
  if (rest === undefined)
    throw Object.assign(new Error("The thread that had read the list has ended"), { code: "SQLITE_IOERR" });
  return rest;
}
