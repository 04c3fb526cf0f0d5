/** The database, as it is, cannot be used. The message is a sentence that says what to do. */
export class UnsuitableDatabaseError extends Error {
  override readonly name = "UnsuitableDatabaseError";
  /** @param code the engine's own for the nearest of its errors, where there is one */
  constructor(
    message: string,
    readonly code = "",
  ) {
    super(message);
  }
}
