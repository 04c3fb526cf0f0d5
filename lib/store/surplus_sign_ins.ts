import { type BlacklistedTokens, blacklistSteps } from "./blacklist_tables";
import type { Store } from "./open";
import { perSchema } from "./schema";
import { type Step, timeText } from "./statements";

/** Live sign-ins of a user beyond the number they can have, those that were used last being counted first. */
const SURPLUS = `
  SELECT id FROM (
    SELECT id, last_used_at, created_at FROM latchkey_session WHERE user_key = ? AND expires_at > ?
    UNION ALL
    SELECT id, last_used_at, created_at FROM latchkey_family
    WHERE user_key = ? AND ended_at IS NULL AND expires_at > ?) AS live
  WHERE id <> ? ORDER BY last_used_at DESC, created_at DESC, id DESC LIMIT 1000000000 OFFSET ?`;

const DELETE_SESSIONS = `DELETE FROM latchkey_session WHERE id IN (${SURPLUS})`;
const END_FAMILIES = `UPDATE latchkey_family SET ended_at = ? WHERE ended_at IS NULL AND id IN (${SURPLUS})`;
const END_TOKENS = `
  UPDATE latchkey_token SET blacklisted_at = ? WHERE blacklisted_at IS NULL
    AND family_id IN (SELECT id FROM latchkey_family WHERE user_key = ? AND ended_at = ?)`;

const sqlOf = perSchema(({ user }) => ({
  lockUser: `SELECT 1 FROM ${user.from} WHERE ${user.id} = ${user.key.fromParam} FOR NO KEY UPDATE`,
}));

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
  const surplus = [userKey, time, userKey, time, id, perUser - 1];
  const tokens: BlacklistedTokens = { endedOf: userKey, endedAt: at };
  return [
    { sql: DELETE_SESSIONS, params: surplus },
    { sql: END_FAMILIES, params: [time, ...surplus] },
    { sql: END_TOKENS, params: [time, userKey, time] },
    ...blacklistSteps(store, tokens, at),
  ];
}

/** Locks a user's row, before the steps of a transaction: two sign-ins of one user follow one another. */
export function userLock(store: Store, userKey: string): Step {
  return { sql: sqlOf(store).lockUser, params: [userKey] };
}
