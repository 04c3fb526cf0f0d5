const CODE = "hashing_unavailable";

/** A hash could not be computed now. The caller may try again in some seconds. */
export class HashingUnavailableError extends Error {
  /** @override */
  name = "HashingUnavailableError";
  code = CODE;
}

/**
 * By its code, since a module, and with it the class, can be loaded twice in one process.
 * @param {unknown} error
 */
export function isHashingUnavailable(error) {
  return error instanceof Error && "code" in error && error.code === CODE;
}
