/**
 * Runs work that sets or clears the token cookies while no other tab does. Responses that arrive out of order would
 * otherwise leave an older token in place of a newer one.
 *
 * Browsers have Web Locks only over HTTPS and on this machine, and refuse them where they block storage; the work then
 * runs at once. What remains is safe: tabs that race get the same refresh token.
 * @param work must not reject
 */
export function withTokenLock<T>(work: () => Promise<T>): Promise<T> {
  const { locks }: { locks?: LockManager } = navigator;
  return locks === undefined ? work() : locks.request("latchkey-tokens", work).catch(work);
}
