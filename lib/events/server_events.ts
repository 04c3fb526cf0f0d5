import type { OutboxPart } from "@/lib/store/outbox";
import { errorFacts, logLine } from "./log";
import { logRepeated } from "./repeated";

/*
 * What an operator should be told: one function per line of the log, which fixes its name and facts.
 */

/** A client was told that a username or e-mail address is taken. @param fields which of the two, or both */
export function takenTold(address: string | null, fields: readonly string[]): void {
  logRepeated("told_taken", { address, fields: fields.join(",") });
}

/** A client was refused because it has done something too often. @param by whose uses are counted */
export function throttled(action: string, by: string | null): void {
  logRepeated("throttled", { action, by });
}

/** A request met an error that is no refusal: a fault of ours. */
export function requestFailed(error: unknown): void {
  logLine("request_failed", errorFacts(error));
}

/**
 * A request could not be served now: the database, the hashing process or the list of breached passwords is not available, or
 * the queue of hashes is full.
 * Under load that is no fault of the code, so the line has no stack.
 */
export function serviceUnavailable(error: unknown): void {
  // Node throws an AggregateError, which has no message, where none of a host's addresses can be reached.
  const causes: unknown[] = error instanceof AggregateError ? error.errors : [error];
  logRepeated("service_unavailable", { error: causes.map(String).join("; ") });
}

/** How lines of the log name a row of the outbox. */
const NOUNS = { mails: "mail", events: "event_post" } as const satisfies Record<OutboxPart, string>;

/** A mail could not be sent, or an event not be posted, and is tried again. */
export function outboxFailed(part: OutboxPart, error: unknown): void {
  logRepeated(`${NOUNS[part]}_failed`, { error: String(error) });
}

/** A mail or an event is not tried any more: it was refused for good, or was tried for days. */
export function outboxLost(
  part: OutboxPart,
  { kind, userKey, tries }: { kind: string; userKey: string | null; tries: number },
  error: unknown,
): void {
  logLine(`${NOUNS[part]}_lost`, { kind, user: userKey, tries, error: String(error) });
}

/** A job that runs beside the server failed; it runs again at its next time. */
export function jobFailed(
  job: "pruning" | "filling_addresses" | "sharing_blacklist" | "removing_labs" | `sending_${OutboxPart}`,
  error: unknown,
): void {
  logLine(`${job}_failed`, { error: String(error) });
}
