import type { Store } from "./open";
import { dateFrom, dateText, query, type Step, type Time } from "./statements";
import { lastLoginStep, type User, type UserColumns, userFrom } from "./users";

export interface SessionRow {
  readonly id: string;
  readonly userId: number;
  readonly passwordDigest: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

export interface NewSession {
  readonly id: string;
  /** SHA-256 of the key in the cookie, hex. */
  readonly keyDigest: string;
  readonly userId: number;
  readonly passwordDigest: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly address: string | null;
  readonly userAgent: string | null;
}

const INSERT_SESSION = `
  INSERT INTO latchkey_session
    (id, key_digest, user_id, password_digest, created_at, last_used_at, expires_at, address, user_agent)
  SELECT ?, ?, id, ?, ?, ?, ?, ?, ? FROM auth_user WHERE id = ? AND is_active`;

/**
 * Makes a session, ends the one it replaces and notes the sign-in, in one transaction.
 * @returns whether the user was still there and active; where not, there is no session
 */
export async function replaceSession(
  store: Store,
  session: NewSession,
  formerKeyDigest: string | null,
): Promise<boolean> {
  const { id, keyDigest, userId, passwordDigest, createdAt, expiresAt, address, userAgent } = session;
  const [at, end] = [dateText(createdAt), dateText(expiresAt)];
  // The user first, as everybody does who writes to both.
  const [, inserted] = await store.statements.write([
    lastLoginStep(userId, createdAt),
    {
      sql: INSERT_SESSION,
      params: [id, keyDigest, passwordDigest, at, at, end, address, userAgent, userId],
    },
    ...(formerKeyDigest === null ? [] : [replacementStep(formerKeyDigest, id)]),
  ]);
  return inserted === 1;
}

interface FoundSession extends UserColumns {
  readonly session_id: string;
  readonly password_digest: string;
  readonly created_at: Time;
  readonly last_used_at: Time;
  readonly expires_at: Time;
}

const FIND_SESSION = query<FoundSession>(`
  SELECT u.id, u.username, u.email, u.age, u.is_active, u.password,
         s.id AS session_id, s.password_digest, s.created_at, s.last_used_at, s.expires_at
  FROM latchkey_session s JOIN auth_user u ON u.id = s.user_id
  WHERE s.key_digest = ?`);

/** A session with its user, in one round trip; whether it is still good is for the caller to say. */
export async function findSession(
  store: Store,
  keyDigest: string,
): Promise<{ session: SessionRow; user: User } | null> {
  const row = await store.statements.one(FIND_SESSION, keyDigest);
  if (!row) return null;
  const user = userFrom(row);
  const session = {
    id: row.session_id,
    userId: user.id,
    passwordDigest: row.password_digest,
    createdAt: dateFrom(row.created_at),
    lastUsedAt: dateFrom(row.last_used_at),
    expiresAt: dateFrom(row.expires_at),
  };
  return { session, user };
}

/** Notes that a session was used. Does nothing where it has ended meanwhile. */
export async function touchSession(
  store: Store,
  id: string,
  change: { lastUsedAt: Date; expiresAt?: Date },
): Promise<void> {
  const { lastUsedAt, expiresAt } = change;
  await store.statements.write([
    {
      sql: "UPDATE latchkey_session SET last_used_at = ?, expires_at = COALESCE(?, expires_at) WHERE id = ?",
      params: [dateText(lastUsedAt), expiresAt === undefined ? null : dateText(expiresAt), id],
    },
  ]);
}

/** @returns whether there was one */
export async function deleteSession(store: Store, keyDigest: string): Promise<boolean> {
  const [deleted] = await store.statements.write([deletionStep(keyDigest)]);
  return deleted === 1;
}

/** A sign-in that is refused ends nothing. */
function replacementStep(formerKeyDigest: string, successorId: string): Step {
  return {
    sql: "DELETE FROM latchkey_session WHERE key_digest = ? AND EXISTS (SELECT 1 FROM latchkey_session WHERE id = ?)",
    params: [formerKeyDigest, successorId],
  };
}

function deletionStep(keyDigest: string): Step {
  return { sql: "DELETE FROM latchkey_session WHERE key_digest = ?", params: [keyDigest] };
}
