/** Things that somebody who watches over accounts wants to know of. */
export type EventName = "refresh_token_reused" | "request_failed" | "service_unavailable" | "pruning_failed";

/**
 * Writes one line of JSON to the standard error stream. JSON's escapes keep a user's text from starting a line of its
 * own or driving a terminal; passwords, tokens and cookies have no place in it.
 */
export function logEvent(event: EventName, facts: Readonly<Record<string, string | number | null>>): void {
  console.error(JSON.stringify({ at: new Date().toISOString(), event, ...facts }));
}
