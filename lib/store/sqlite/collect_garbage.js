import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Collects garbage now. The driver closes the files of a connection only once its statements are garbage, and offers nothing
 * else that would.
 * @returns {Promise<void>}
 */
export async function collectGarbage() {
  setFlagsFromString("--expose-gc");
  const collect = /** @type {() => void} */ (runInNewContext("gc"));
  // What the stack of the caller still refers to would stay.
  await turn();
  collect();
  // The driver's own clean-up runs after it.
  await turn();
}
