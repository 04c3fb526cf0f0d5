import { endSignInsSteps, userLock } from "./end_sign_ins";
import type { Store } from "./open";
import { dateFrom, query, type Step, type Time, timeText } from "./statements";

/** A session or a token family. */
export interface SignInRow {
  readonly id: string;
  readonly mode: "session" | "jwt";
  readonly passwordDigest: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly address: string | null;
  readonly userAgent: string | null;
}

interface SignInColumns {
  readonly id: string;
  readonly mode: "session" | "jwt";
  readonly password_digest: string;
  readonly created_at: Time;
  readonly last_used_at: Time;
  readonly address: string | null;
  readonly user_agent: string | null;
}

/** SESSIONS_PER_USER may allow any number: those that were used last are listed. */
const MAX_LISTED = 1000;

const COLUMNS = "id, password_digest, created_at, last_used_at, address, user_agent";
const LIST = query<SignInColumns>(`
  SELECT * FROM (
    SELECT 'session' AS mode, ${COLUMNS} FROM latchkey_session WHERE user_key = ? AND expires_at > ?
    UNION ALL
    SELECT 'jwt' AS mode, ${COLUMNS} FROM latchkey_family
    WHERE user_key = ? AND ended_at IS NULL AND expires_at > ?) AS live
  ORDER BY CASE WHEN id = ? THEN 0 ELSE 1 END, last_used_at DESC, created_at DESC, id LIMIT ${MAX_LISTED}`);

const FIND = query<{ mode: "session" | "jwt"; django_key: string | null }>(`
  SELECT 'session' AS mode, django_key FROM latchkey_session WHERE user_key = ? AND id = ?
  UNION ALL
  SELECT 'jwt' AS mode, NULL AS django_key FROM latchkey_family WHERE user_key = ? AND id = ? AND ended_at IS NULL`);

/**
 * The sign-ins of a user that have neither ended nor expired, the current one first, then by their last use.
 * @param current the id of the caller's own; null: of none here
 */
export async function listSignIns(
  { schema, statements }: Store,
  { userKey, at, current }: { readonly userKey: string; readonly at: Date; readonly current: string | null },
): Promise<SignInRow[]> {
  const time = timeText(schema.engine, at);
  const rows = await statements.list(LIST, userKey, time, userKey, time, current);
  return rows.map((row) => ({
    id: row.id,
    mode: row.mode,
    passwordDigest: row.password_digest,
    createdAt: dateFrom(row.created_at),
    lastUsedAt: dateFrom(row.last_used_at),
    address: row.address,
    userAgent: row.user_agent,
  }));
}

/** The sign-in of a user with this id: its kind, and the key of Django's session that it has taken over. */
export async function findSignIn(
  store: Store,
  userKey: string,
  id: string,
): Promise<{ mode: "session" | "jwt"; djangoKey: string | null } | null> {
  const row = await store.statements.one(FIND, userKey, id, userKey, id);
  return row === undefined ? null : { mode: row.mode, djangoKey: row.django_key };
}

/**
 * Ends all sign-ins of a user.
 * @param change.keep the id of the one that stays; null: none
 * @param also further steps of the same transaction
 * @returns how many rows each of those changed
 */
export async function endSignIns(
  store: Store,
  change: { readonly userKey: string; readonly at: Date; readonly keep: string | null },
  also: readonly Step[],
): Promise<number[]> {
  const ending = endSignInsSteps(store, change);
  const lock = userLock(store, change.userKey);
  return (await store.statements.write([...ending, ...also], { lock })).slice(ending.length);
}
