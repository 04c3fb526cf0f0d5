import type { Store } from "./open";
import { dateFrom } from "./statements";
import { type User, type UserColumns, userFrom } from "./users";

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

/** Makes a session and ends the one it replaces, in one transaction. */
export async function replaceSession(
  store: Store,
  session: NewSession,
  formerKeyDigest: string | null,
): Promise<void> {
  await store.$transaction([
    ...(formerKeyDigest === null
      ? []
      : [store.session.deleteMany({ where: { keyDigest: formerKeyDigest } })]),
    store.session.create({ data: { ...session, lastUsedAt: session.createdAt } }),
  ]);
}

const FIND_SESSION = `
  SELECT u.id, u.username, u.email, u.age, u.is_active, u.password,
         s.id AS session_id, s.password_digest, s.created_at, s.last_used_at, s.expires_at
  FROM latchkey_session s JOIN auth_user u ON u.id = s.user_id
  WHERE s.key_digest = ?`;

/** A session with its user, in one round trip; whether it is still good is for the caller to say. */
export function findSession(store: Store, keyDigest: string): { session: SessionRow; user: User } | null {
  const row = store.statements.get(FIND_SESSION, keyDigest) as FoundSession | undefined;
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

interface FoundSession extends UserColumns {
  readonly session_id: string;
  readonly password_digest: string;
  readonly created_at: string;
  readonly last_used_at: string;
  readonly expires_at: string;
}

/** Notes that a session was used. Does nothing where it has ended meanwhile. */
export async function touchSession(
  store: Store,
  id: string,
  change: { lastUsedAt: Date; expiresAt?: Date },
): Promise<void> {
  await store.session.updateMany({ where: { id }, data: change });
}

/** @returns whether there was one */
export async function deleteSession(store: Store, keyDigest: string): Promise<boolean> {
  return (await store.session.deleteMany({ where: { keyDigest } })).count > 0;
}
