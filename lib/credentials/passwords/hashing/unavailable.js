const CODE = "hashing_unavailable";

/** No hash can be computed now, and none was. The caller may try again in some seconds. */
export class HashingUnavailableError extends Error {
  /** @override */
  name = "HashingUnavailableError";
  code = CODE;
}

/**
 * By its code: a module can be loaded twice in one process.
 * @param {unknown} error
 */
export function isHashingUnavailable(error) {
  return error instanceof Error && "code" in error && error.code === CODE;
}
