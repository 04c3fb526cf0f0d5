import type { Store } from "./open";
import { USER_COLUMNS, type User } from "./users";

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

/** A session with its user, in one round trip; whether it is still good is for the caller to say. */
export async function findSession(
  store: Store,
  keyDigest: string,
): Promise<{ session: SessionRow; user: User } | null> {
  const rows = await store.$queryRaw<SessionAndUser[]>`
    SELECT ${USER_COLUMNS}, s.id AS "sessionId", s.password_digest AS "passwordDigest", s.created_at AS "createdAt",
           s.last_used_at AS "lastUsedAt", s.expires_at AS "expiresAt"
    FROM latchkey_session s JOIN auth_user u ON u.id = s.user_id
    WHERE s.key_digest = ${keyDigest}`;
  const row = rows[0];
  if (!row) return null;
  const { sessionId, passwordDigest, createdAt, lastUsedAt, expiresAt, ...user } = row;
  return {
    session: { id: sessionId, userId: user.id, passwordDigest, createdAt, lastUsedAt, expiresAt },
    user,
  };
}

type SessionAndUser = User & Omit<SessionRow, "id" | "userId"> & { readonly sessionId: string };

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
