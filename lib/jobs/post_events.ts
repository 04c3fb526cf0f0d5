import { webhookSignature } from "@/lib/credentials/webhook_signature";
import { toSeconds } from "@/lib/scope/time";
import { type ClaimedRow, UndeliverableError } from "@/lib/store/outbox";
import type { Sender } from "./send_outbox";

/** So long an app may take to answer. Milliseconds. */
const TIMEOUT_MS = 10_000;
/** An app answers so where it wants no more events (RFC 9110, 15.5.11). */
const GONE = 410;

/**
 * Posts events to EVENTS_URL, signed as Standard Webhooks have it: `webhook-id`, `webhook-timestamp`, `webhook-signature`. An
 * answer of 2xx takes an event; after any other, and after none, it is posted again later, with the same id.
 */
export const EVENTS: Sender = {
  part: "events",
  async send({ settings, now }, row, abort) {
    const body = bodyOf(row);
    if (settings.events === null || body === null) throw new UndeliverableError("Nobody is to get it.");
    const { url, secret } = settings.events;
    const timestamp = toSeconds(now);
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "Latchkey",
        "webhook-id": row.id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": webhookSignature(secret, { id: row.id, timestamp, body }),
      },
      body,
      // An event is for this address, and for none that it may name.
      redirect: "manual",
      signal: abort ? AbortSignal.any([abort, timeout]) : timeout,
    });
    await response.body?.cancel();
    if (response.ok) return true;
    const problem = `EVENTS_URL answered with ${response.status}.`;
    throw response.status === GONE ? new UndeliverableError(problem) : new Error(problem);
  },
};

/** The event as GET /user/events has it, and whose it is; null where its user was deleted before it could be posted. */
function bodyOf({ id, at, userKey, facts }: ClaimedRow): string | null {
  const user = facts.user ?? userKey;
  if (user === null) return null;
  return JSON.stringify({
    id,
    event: facts.event,
    at: at.toISOString(),
    user,
    address: facts.address === "" ? null : facts.address,
    facts: JSON.parse(facts.facts ?? "{}"),
  });
}
