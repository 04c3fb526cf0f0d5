/*
 * Loaded in front of everything else, in every thread of a process (--import): counts each statement at the driver, BEGIN
 * and COMMIT too, and can kill the process between two of them. The signal is sent when a statement has run and nobody has
 * been told; to PostgreSQL's driver when it was sent, and none behind it. The first number is how many ran, the second behind
 * which one it dies; 0 for never.
 */

import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";
import Database from "libsql";
import pg from "pg";

const SHARED = "statements";
if (isMainThread) setEnvironmentData(SHARED, new Int32Array(new SharedArrayBuffer(8)));
const counts = /** @type {Int32Array} */ (getEnvironmentData(SHARED));

function count() {
  if (Atomics.add(counts, 0, 1) + 1 === counts[1]) process.kill(process.pid, "SIGKILL");
}

const { submit } = pg.Query.prototype;
pg.Query.prototype.submit = function (connection) {
  const error = submit.call(this, connection);
  count();
  return error;
};

const { prepare } = Database.prototype;
Database.prototype.prepare = /** @type {typeof prepare} */ (
  /** @this {Database.Database} */
  function (/** @type {string} */ source) {
    /** @type {object} */
    const statement = prepare.call(this, source);
    for (const name of ["run", "all", "get"]) {
      /** @type {(...params: unknown[]) => unknown} */
      const run = Reflect.get(statement, name);
      Object.assign(statement, {
        [name](/** @type {unknown[]} */ ...params) {
          const result = run.apply(statement, params);
          count();
          return result;
        },
      });
    }
    return statement;
  }
);
