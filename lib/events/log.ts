export type Facts = Readonly<Record<string, string | number | null>>;

/**
 * Writes one line of JSON to the standard error stream. JSON's escapes keep a user's text from starting a line of its
 * own or driving a terminal; passwords, tokens and cookies have no place in it.
 */
export function logLine(event: string, facts: Facts): void {
  console.error(JSON.stringify({ at: new Date().toISOString(), event, ...facts }));
}

/** What the log says of a thrown value. */
export function errorFacts(error: unknown): Facts {
  return error instanceof Error
    ? { error: `${error.name}: ${error.message}`, stack: error.stack ?? null }
    : { error: String(error), stack: null };
}
