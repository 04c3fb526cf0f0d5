/**
 * Listens for the end of a request. A request may wait for several hashes, and its signal keeps every listener.
 * @param {AbortSignal | undefined} signal
 * @param {() => void} listener
 * @returns {() => void} stops listening
 */
export function onAbort(signal, listener) {
  signal?.addEventListener("abort", listener, { once: true });
  return () => signal?.removeEventListener("abort", listener);
}
