/**
 * Runs work that sets or clears the token cookies, in one tab at a time. Responses that arrive out of order could
 * otherwise leave an older refresh token in place of a newer one.
 *
 * Browsers offer Web Locks over HTTPS and on localhost only, and refuse them where storage is blocked. The work then
 * runs without one: the server gives tabs that race the same refresh token (REFRESH_GRACE_PERIOD).
 * @param work must not reject
 */
export function withTokenLock<T>(work: () => Promise<T>): Promise<T> {
  const { locks }: { locks?: LockManager } = navigator;
  return locks === undefined ? work() : locks.request("latchkey-tokens", work).catch(work);
}
