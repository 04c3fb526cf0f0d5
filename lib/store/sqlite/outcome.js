/**
 * An error as it is sent from a thread: structured cloning would drop its code.
 * @param {number} id
 * @param {unknown} error
 * @returns {import("./thread.js").Outcome}
 */
export function failure(id, error) {
  const { message, code } = /** @type {{ message: string, code?: unknown }} */ (error);
  return { id, error: { message, code } };
}
