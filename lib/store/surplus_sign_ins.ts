import { endStatements, endStepsOf } from "./end_sign_ins";
import type { Store } from "./open";
import { type Step, timeText } from "./statements";

/** Live sign-ins of a user beyond the number they can have, those that were used last being counted first. */
const SURPLUS = endStatements(`id IN (
  SELECT id FROM (
    SELECT id, last_used_at, created_at FROM latchkey_session WHERE user_key = ? AND expires_at > ?
    UNION ALL
    SELECT id, last_used_at, created_at FROM latchkey_family
    WHERE user_key = ? AND ended_at IS NULL AND expires_at > ?) AS live
  WHERE id <> ? ORDER BY last_used_at DESC, created_at DESC, id DESC LIMIT 1000000000 OFFSET ?)`);

/** A sign-in that a transaction starts. */
interface NewSignIn {
  /** Of the session or the family. */
  readonly id: string;
  readonly userKey: string;
  readonly at: Date;
  /** How many live sign-ins its user can have, it included; null: any number. */
  readonly perUser: number | null;
}

/**
 * Ends the sign-ins that a new one makes too many, as the last steps of the transaction that starts it. The transaction has
 * to lock the user's row first, since each of two would not see the other's sign-in.
 */
export function endSurplusSteps(store: Store, { id, userKey, at, perUser }: NewSignIn): Step[] {
  if (perUser === null) return [];
  const time = timeText(store.schema.engine, at);
  // The new one counts, even if a clock that was set back lets it look older than the others.
  const params = [userKey, time, userKey, time, id, perUser - 1];
  return endStepsOf(store, { statements: SURPLUS, userKey, params }, at);
}
