import { deleteDjangoSessionSteps } from "./delete_django_session";
import { userLock } from "./end_sign_ins";
import { type AppOfSignIn, maySignIn, maySignInParams } from "./may_sign_in";
import type { Store } from "./open";
import { perSchema } from "./schema";
import { dateFrom, query, type Step, type Time, timeText } from "./statements";
import { endSurplusSteps } from "./surplus_sign_ins";
import { type User, type UserColumns, userFrom } from "./user_table";
import { lastLoginSteps } from "./users";

export interface SessionRow {
  readonly id: string;
  readonly passwordDigest: string;
  readonly createdAt: Date;
  /**
   * When its user gave their password. Null for one that was taken over from Django, and for one that a server of an older
   * version has started beside this one.
   */
  readonly authenticatedAt: Date | null;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  /** Of one that was taken over from Django: the key of Django's row. */
  readonly djangoKey: string | null;
}

export interface NewSession {
  readonly id: string;
  /** SHA-256 of the key in the cookie, hex. */
  readonly keyDigest: string;
  readonly userKey: string;
  readonly passwordDigest: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** The network address that the sign-in came from. */
  readonly address: string | null;
  readonly userAgent: string | null;
}

interface FoundSession extends UserColumns {
  readonly id: string;
  readonly password_digest: string;
  readonly created_at: Time;
  readonly authenticated_at: Time | null;
  readonly last_used_at: Time;
  readonly expires_at: Time;
  readonly django_key: string | null;
}

const sqlOf = perSchema((schema) => ({
  insert: `
    INSERT INTO latchkey_session
      (id, key_digest, user_key, password_digest, created_at, authenticated_at, last_used_at, expires_at, address, user_agent)
    SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ? ${maySignIn(schema)}`,
  find: query<FoundSession>(`
    SELECT ${schema.user.selected}, s.id, s.password_digest, s.created_at, s.authenticated_at, s.last_used_at, s.expires_at,
      s.django_key
    FROM latchkey_session s JOIN ${schema.user.from} ON ${schema.user.id} = ${schema.user.key.fromText("s.user_key")}
    WHERE s.key_digest = ?`),
}));

/** What goes with a new session. */
interface SessionStart {
  /** Of the keys in the cookies that came with the sign-in: one, unless a sibling domain has planted another. */
  readonly formerKeyDigests: readonly string[];
  readonly app: AppOfSignIn;
  /** How many live sign-ins the user can have, this one included; null: any number. */
  readonly perUser: number | null;
  /** What else is written, last of all. */
  readonly steps?: readonly Step[];
}

/**
 * Makes a session, ends the one it replaces and those that it makes too many, and sets the user's last_login, in one
 * transaction.
 * @returns whether the user may still sign in; where not, there is no session
 */
export async function replaceSession(
  store: Store,
  session: NewSession,
  { formerKeyDigests, app, perUser, steps = [] }: SessionStart,
): Promise<boolean> {
  const { id, keyDigest, userKey, passwordDigest, createdAt, expiresAt, address, userAgent } = session;
  const { engine } = store.schema;
  const [at, end] = [timeText(engine, createdAt), timeText(engine, expiresAt)];
  const stored = [id, keyDigest, userKey, passwordDigest, at, at, at, end, address, userAgent];
  const all: Step[] = [
    { sql: sqlOf(store).insert, params: [...stored, ...maySignInParams(store.schema, userKey, app)] },
    ...lastLoginSteps(store, userKey, createdAt),
    ...formerKeyDigests.flatMap((digest) => deletionSteps(store, digest)),
    ...endSurplusSteps(store, { id, userKey, at: createdAt, perUser }),
    ...steps,
  ];
  const [inserted] = await store.statements.write(all, { guarded: true, lock: userLock(store, userKey) });
  return inserted === 1;
}

/** A session with its user, in one round trip. The caller checks whether it is live. */
export async function findSession(
  store: Store,
  keyDigest: string,
): Promise<{ session: SessionRow; user: User } | null> {
  const row = await store.statements.one(sqlOf(store).find, keyDigest);
  if (row === undefined) return null;
  const session = {
    id: row.id,
    passwordDigest: row.password_digest,
    createdAt: dateFrom(row.created_at),
    authenticatedAt: row.authenticated_at === null ? null : dateFrom(row.authenticated_at),
    lastUsedAt: dateFrom(row.last_used_at),
    expiresAt: dateFrom(row.expires_at),
    djangoKey: row.django_key,
  };
  return { session, user: userFrom(store.schema.userTable, row) };
}

/** Notes that a session was used. @returns false where it has ended meanwhile, or has another key */
export async function touchSession(
  store: Store,
  id: string,
  change: { keyDigest: string; lastUsedAt: Date; expiresAt?: Date },
): Promise<boolean> {
  const { engine } = store.schema;
  const expiresAt = change.expiresAt === undefined ? null : timeText(engine, change.expiresAt);
  const [touched] = await store.statements.write([
    {
      sql: `UPDATE latchkey_session SET last_used_at = ?, expires_at = COALESCE(?, expires_at)
        WHERE id = ? AND key_digest = ?`,
      params: [timeText(engine, change.lastUsedAt), expiresAt, id, change.keyDigest],
    },
  ]);
  return touched === 1;
}

const EXISTS = query<{ found: number }>("SELECT 1 AS found FROM latchkey_session WHERE id = ?");

/** Whether a session is there, whatever its key is. */
export async function hasSession(store: Store, id: string): Promise<boolean> {
  return (await store.statements.one(EXISTS, id)) !== undefined;
}

const OWNER = query<{ id: string; user_key: string; django_key: string | null }>(
  "SELECT id, user_key, django_key FROM latchkey_session WHERE key_digest = ? OR former_key_digest = ?",
);

/** A session that is to be ended. */
export type EndedSession = Pick<SessionRow, "id" | "djangoKey">;

/** The session of a key, also of its former one, whether or not it is live. */
export async function findSessionOwner(
  store: Store,
  keyDigest: string,
): Promise<(EndedSession & { userKey: string }) | null> {
  const row = await store.statements.one(OWNER, keyDigest, keyDigest);
  return row === undefined ? null : { id: row.id, userKey: row.user_key, djangoKey: row.django_key };
}

/**
 * Deletes a session, with Django's that it has taken over.
 * @param also further steps of the same transaction
 * @returns whether it was this call that deleted it
 */
export async function deleteSession(
  store: Store,
  { id, djangoKey }: EndedSession,
  also: readonly Step[],
): Promise<boolean> {
  const deletion = { sql: "DELETE FROM latchkey_session WHERE id = ?", params: [id] };
  const steps = [deletion, ...deleteDjangoSessionSteps(store, djangoKey), ...also];
  const [deleted] = await store.statements.write(steps, { guarded: true });
  return deleted === 1;
}

/** By its former key, too: a sign-out that was sent before the key changed ends the session all the same. */
function deletionSteps({ schema }: Store, keyDigest: string): Step[] {
  const isKey = "(key_digest = ? OR former_key_digest = ?)";
  const params = [keyDigest, keyDigest];
  const djangoKeys = `SELECT django_key FROM latchkey_session WHERE django_key IS NOT NULL AND ${isKey}`;
  return [
    ...(schema.endsDjangoSessions
      ? [{ sql: `DELETE FROM django_session WHERE session_key IN (${djangoKeys})`, params }]
      : []),
    { sql: `DELETE FROM latchkey_session WHERE ${isKey}`, params },
  ];
}
