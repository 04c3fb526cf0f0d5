/** What this process has measured of its hashes. */

/** As in a process that has computed no hash yet. */
export function forgetDurations(): void {
  Reflect.deleteProperty(globalThis, Symbol.for("latchkey.passwords.durations"));
}
