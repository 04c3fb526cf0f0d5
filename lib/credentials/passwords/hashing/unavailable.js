const UNAVAILABLE = "hashing_unavailable";
const CANCELLED = "hash_cancelled";

/** A hash could not be computed now. The caller may try again in some seconds. */
export class HashingUnavailableError extends Error {
  /** @override */
  name = "HashingUnavailableError";
  code = UNAVAILABLE;
}

/** A hash was given up because the client that waited for it is gone: nobody will see the answer. */
export class HashCancelledError extends Error {
  /** @override */
  name = "HashCancelledError";
  code = CANCELLED;
  constructor() {
    super("The client that waited for a password hash is gone.");
  }
}

/**
 * By its code, since a module, and with it the class, can be loaded twice in one process.
 * @param {unknown} error
 */
export function isHashingUnavailable(error) {
  return hasCode(error, UNAVAILABLE);
}

/** @param {unknown} error */
export function isHashCancelled(error) {
  return hasCode(error, CANCELLED);
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && "code" in error && error.code === code;
}
