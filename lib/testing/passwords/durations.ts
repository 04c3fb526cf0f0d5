/** Resets what this process has measured about its hashes. */

/** Resets the measured durations, as in a process that has computed no hash yet. */
export function forgetDurations(): void {
  Reflect.deleteProperty(globalThis, Symbol.for("latchkey.passwords.durations"));
}
