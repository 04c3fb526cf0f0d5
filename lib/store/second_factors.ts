import { hasUser } from "./has_user";
import type { Store } from "./open";
import { dateFrom, query, type Step, type Time, timeText } from "./statements";

/** A user's authenticator app. */
export interface TotpRow {
  /** Sealed; null where no app is in use. */
  readonly secret: string | null;
  /** Since when it is in use, which tells it from the apps before and after it; null where none is. */
  readonly since: Date | null;
  /** Sealed; null where none is being set up. */
  readonly pending: string | null;
  readonly pendingAt: Date | null;
}

interface TotpColumns {
  readonly secret: string | null;
  readonly confirmed_at: Time | null;
  readonly pending: string | null;
  readonly pending_at: Time | null;
}

const FIND = query<TotpColumns>(
  "SELECT secret, confirmed_at, pending, pending_at FROM latchkey_totp WHERE user_key = ?",
);
const COUNT_CODES = query<{ count: number }>(
  "SELECT CAST(COUNT(*) AS INTEGER) AS count FROM latchkey_recovery_code WHERE user_key = ?",
);

/** Null where the user has never begun to set one up. */
export async function findTotp(store: Store, userKey: string): Promise<TotpRow | null> {
  const row = await store.statements.one(FIND, userKey);
  if (row === undefined) return null;
  const dateOf = (time: Time | null) => (time === null ? null : dateFrom(time));
  const { secret, pending } = row;
  return { secret, since: dateOf(row.confirmed_at), pending, pendingAt: dateOf(row.pending_at) };
}

/** How many recovery codes are left. */
export async function countRecoveryCodes(store: Store, userKey: string): Promise<number> {
  return (await store.statements.one(COUNT_CODES, userKey))?.count ?? 0;
}

/**
 * Notes the sealed secret of an app that is being set up, in place of another such; the app in use stays.
 * @param since of the app that was in use when the caller was asked for a code
 * @returns false where another one is by now, or the user is gone
 */
export async function beginTotp(
  store: Store,
  { userKey, pending, at, since }: { userKey: string; pending: string; at: Date; since: Date | null },
): Promise<boolean> {
  const { engine } = store.schema;
  const [changed] = await store.statements.write([
    {
      sql: `INSERT INTO latchkey_totp (user_key, pending, pending_at) SELECT ?, ?, ? WHERE ${hasUser(store)}
        ON CONFLICT (user_key) DO UPDATE SET pending = excluded.pending, pending_at = excluded.pending_at
        WHERE latchkey_totp.confirmed_at IS NOT DISTINCT FROM ?`,
      params: [userKey, pending, timeText(engine, at), userKey, since && timeText(engine, since)],
    },
  ]);
  return changed === 1;
}

/** Puts the app in use that is being set up; changes no row where another is by now. The first step of a transaction. */
export function confirmTotpStep(
  { schema }: Store,
  change: { userKey: string; pending: string; step: number; at: Date },
): Step {
  const { userKey, pending, step, at } = change;
  return {
    sql: `UPDATE latchkey_totp
      SET secret = pending, confirmed_at = ?, last_step = ?, pending = NULL, pending_at = NULL
      WHERE user_key = ? AND pending = ?`,
    params: [timeText(schema.engine, at), step, userKey, pending],
  };
}

/**
 * Uses up a one-time code and all before it: of several requests with one code, one wins.
 * @param to the same secret, sealed with the current key
 * @returns whether this one did
 */
export async function spendTotpStep(
  store: Store,
  use: { userKey: string; secret: string; to: string; step: number },
): Promise<boolean> {
  const [used] = await store.statements.write([
    {
      sql: `UPDATE latchkey_totp SET last_step = ?, secret = ?
        WHERE user_key = ? AND secret = ? AND (last_step IS NULL OR last_step < ?)`,
      params: [use.step, use.to, use.userKey, use.secret, use.step],
    },
  ]);
  return used === 1;
}

/**
 * Uses up a recovery code.
 * @param steps what goes with that
 * @returns whether it was one: of several requests with one code, for one of them
 */
export async function spendRecoveryCode(
  store: Store,
  userKey: string,
  digest: string,
  steps: readonly Step[],
): Promise<boolean> {
  const deletion = {
    sql: "DELETE FROM latchkey_recovery_code WHERE user_key = ? AND digest = ?",
    params: [userKey, digest],
  };
  const [used] = await store.statements.write([deletion, ...steps], { guarded: true });
  return used === 1;
}

/** Changes no row where another app is in use by now, or none. The first step of a transaction. */
export function sameTotpStep({ schema }: Store, userKey: string, since: Date): Step {
  return {
    sql: "UPDATE latchkey_totp SET confirmed_at = confirmed_at WHERE user_key = ? AND confirmed_at = ?",
    params: [userKey, timeText(schema.engine, since)],
  };
}

/** Replaces a user's recovery codes, where the user still exists. */
export function recoveryCodeSteps(
  store: Store,
  userKey: string,
  digests: readonly string[],
  at: Date,
): Step[] {
  const createdAt = timeText(store.schema.engine, at);
  return [
    { sql: "DELETE FROM latchkey_recovery_code WHERE user_key = ?", params: [userKey] },
    ...digests.map((digest) => ({
      sql: `INSERT INTO latchkey_recovery_code (digest, user_key, created_at) SELECT ?, ?, ? WHERE ${hasUser(store)}`,
      params: [digest, userKey, createdAt, userKey],
    })),
  ];
}

/** Takes the app out of use, and the recovery codes away; the first changes no row where another app is in use by now, or none. */
export function removeTotpSteps({ schema }: Store, userKey: string, since: Date): Step[] {
  return [
    {
      sql: "DELETE FROM latchkey_totp WHERE user_key = ? AND confirmed_at = ?",
      params: [userKey, timeText(schema.engine, since)],
    },
    { sql: "DELETE FROM latchkey_recovery_code WHERE user_key = ?", params: [userKey] },
  ];
}
