import { type BlacklistedTokens, blacklistOthersStep, blacklistSteps } from "./blacklist_tables";
import type { Store } from "./open";
import { dropPendingAddressStep } from "./pending_address";
import { perSchema } from "./schema";
import { type Step, timeText, type Value } from "./statements";

/** Some of a user's sign-ins: a condition on the ids of sessions and families, with its parameters. */
interface SignIns {
  readonly statements: EndStatements;
  readonly userKey: string;
  readonly params: readonly Value[];
}

interface EndStatements {
  readonly deleteDjangoSessions: string;
  readonly deleteSessions: string;
  readonly endFamilies: string;
}

/** The statements that end those sign-ins of a user for whose `id` a condition holds. */
export function endStatements(condition: string): EndStatements {
  return {
    deleteDjangoSessions: `DELETE FROM django_session WHERE session_key IN (
      SELECT django_key FROM latchkey_session WHERE django_key IS NOT NULL AND user_key = ? AND ${condition})`,
    deleteSessions: `DELETE FROM latchkey_session WHERE user_key = ? AND ${condition}`,
    endFamilies: `UPDATE latchkey_family SET ended_at = ? WHERE user_key = ? AND ended_at IS NULL AND ${condition}`,
  };
}

const END_TOKENS = `
  UPDATE latchkey_token SET blacklisted_at = ? WHERE blacklisted_at IS NULL
    AND family_id IN (SELECT id FROM latchkey_family WHERE user_key = ? AND ended_at = ?)`;

const ALL = endStatements("true");
const ALL_BUT_ONE = endStatements("id <> ?");
const ONE = endStatements("id = ?");

const sqlOf = perSchema(({ user }) => ({
  lockUser: `SELECT 1 FROM ${user.from} WHERE ${user.id} = ${user.key.fromParam} FOR NO KEY UPDATE`,
}));

/**
 * Ends sign-ins: their sessions are deleted, with Django's that they have taken over, their families ended, the tokens of these
 * blacklisted, in simplejwt's tables, too.
 */
export function endStepsOf(store: Store, { statements, userKey, params }: SignIns, at: Date): Step[] {
  const time = timeText(store.schema.engine, at);
  const tokens: BlacklistedTokens = { endedOf: userKey, endedAt: at };
  return [
    ...(store.schema.endsDjangoSessions
      ? [{ sql: statements.deleteDjangoSessions, params: [userKey, ...params] }]
      : []),
    { sql: statements.deleteSessions, params: [userKey, ...params] },
    { sql: statements.endFamilies, params: [time, userKey, ...params] },
    { sql: END_TOKENS, params: [time, userKey, time] },
    ...blacklistSteps(store, tokens, at),
  ];
}

/**
 * Ends all sign-ins of a user, as steps of the transaction that gives the reason; it has to lock the user's row first. Refresh
 * tokens that a Django has issued and noted in simplejwt's tables are blacklisted, too, also where they never came here. A new
 * address that was asked for and not proven yet is void.
 * @param change.keep the id of the session or family that stays; null: none
 */
export function endSignInsSteps(
  store: Store,
  { userKey, at, keep }: { readonly userKey: string; readonly at: Date; readonly keep: string | null },
): Step[] {
  const signIns =
    keep === null ? { statements: ALL, params: [] } : { statements: ALL_BUT_ONE, params: [keep] };
  return [
    ...endStepsOf(store, { ...signIns, userKey }, at),
    ...blacklistOthersStep(store, { userKey, keep }, at),
    dropPendingAddressStep(userKey),
  ];
}

/** Ends one sign-in of a user, as steps of the transaction that gives the reason; it has to lock the user's row first. */
export function endOneSignInSteps(
  store: Store,
  { userKey, signIn, at }: { readonly userKey: string; readonly signIn: string; readonly at: Date },
): Step[] {
  return endStepsOf(store, { statements: ONE, userKey, params: [signIn] }, at);
}

/** Locks a user's row, before the steps of a transaction: the changes of one user's sign-ins follow one another. */
export function userLock(store: Store, userKey: string): Step {
  return { sql: sqlOf(store).lockUser, params: [userKey] };
}
