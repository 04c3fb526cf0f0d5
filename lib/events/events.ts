import { randomUUID } from "node:crypto";
import { type EventRow, eventStep } from "@/lib/store/events";
import type { Store } from "@/lib/store/open";
import type { Step } from "@/lib/store/statements";
import { errorFacts, logLine } from "./log";

/*
 * What somebody who watches over the service or an account wants to know of: one function an event, so that each has one
 * name, and says what it tells.
 */

/** An event of an account. */
export interface AccountEvent {
  /** Its row, for the transaction that makes what it tells of. */
  readonly step: Step;
  /** Writes its line, once that has happened. */
  log(): void;
}

interface Happened {
  readonly userKey: string;
  readonly at: Date;
  /** The network address of the request. */
  readonly address: string | null;
}

/** A rotated refresh token was presented again, later than its grace: somebody has a copy, and its sign-in was ended. */
export function refreshTokenReused(
  store: Store,
  happened: Happened & { readonly family: string | null },
): AccountEvent {
  const { family, ...common } = happened;
  return accountEvent(store, "refresh_token_reused", common, { family });
}

function accountEvent(
  store: Store,
  name: string,
  happened: Happened,
  facts: EventRow["facts"],
): AccountEvent {
  const { userKey, address } = happened;
  return {
    step: eventStep(store, { id: randomUUID(), name, facts, ...happened }),
    log: () => logLine(name, { user: userKey, address, ...facts }),
  };
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
