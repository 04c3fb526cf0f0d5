/** As in a process that has computed no hash yet. */
export function forgetDurations(): void {
  delete (globalThis as unknown as Record<symbol, unknown>)[Symbol.for("latchkey.passwords.durations")];
}
