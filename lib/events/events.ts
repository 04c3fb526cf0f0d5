import { errorFacts, logLine } from "./log";

/*
 * What somebody who watches over the service wants to know of: one function an event, so that each has one name, and says
 * what it tells.
 */

/** A rotated refresh token was presented again, later than its grace: somebody has a copy, and its sign-in was ended. */
export function refreshTokenReused(facts: {
  readonly userKey: string;
  readonly family: string | null;
  readonly address: string | null;
}): void {
  logLine("refresh_token_reused", { user: facts.userKey, family: facts.family, address: facts.address });
}

/** A request met an error that is no refusal: a fault of ours. */
export function requestFailed(error: unknown): void {
  logLine("request_failed", errorFacts(error));
}

/** A request could not be served now: the database or the hashing process is not available. */
export function serviceUnavailable(error: unknown): void {
  logLine("service_unavailable", errorFacts(error));
}

/** A job that runs beside the server failed; it runs again at its next time. */
export function jobFailed(job: "pruning" | "filling_addresses" | "sharing_blacklist", error: unknown): void {
  logLine(`${job}_failed`, { error: String(error) });
}
