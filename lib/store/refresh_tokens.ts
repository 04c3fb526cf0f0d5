import { Prisma } from "./generated/client";
import type { Store } from "./open";
import { USER_COLUMNS, type User } from "./users";

/** A refresh token as simplejwt's outstanding list keeps it. */
export interface NewRefreshToken {
  readonly jti: string;
  /** SHA-256 of the token, hex: simplejwt stores the token itself. */
  readonly digest: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** One sign-in by JWT; its id is the claim `sid` of all its tokens. */
export interface NewFamily {
  readonly id: string;
  readonly userId: number;
  readonly passwordDigest: string;
  readonly address: string | null;
  readonly userAgent: string | null;
}

export interface RefreshTokenRow {
  readonly blacklisted: boolean;
  readonly familyId: string | null;
  readonly successorJti: string | null;
  readonly rotatedAt: Date | null;
}

export interface FamilyRow {
  readonly id: string;
  readonly passwordDigest: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

/** Starts a family with its first token (null where tokens carry no identifier), in one transaction. */
export async function insertFamily(
  store: Store,
  family: NewFamily,
  token: NewRefreshToken | null,
  times: { at: Date; expiresAt: Date },
): Promise<void> {
  await store.$transaction([
    store.tokenFamily.create({
      data: { ...family, createdAt: times.at, lastUsedAt: times.at, expiresAt: times.expiresAt },
    }),
    ...(token === null ? [] : [insertOutstanding(store, token, family.userId, family.id)]),
  ]);
}

function insertOutstanding(store: Store, token: NewRefreshToken, userId: number, familyId: string | null) {
  return store.outstandingToken.create({
    data: {
      token: token.digest,
      jti: token.jti,
      createdAt: token.createdAt,
      expiresAt: token.expiresAt,
      userId,
      familyId,
    },
  });
}

/**
 * Takes a token that another service made (Django, sharing the signing key) into a family of its own, so that it can
 * be rotated and ended like ours. Doing it twice does nothing, nor does it where the user has gone meanwhile.
 */
export async function adoptToken(store: Store, family: NewFamily, token: NewRefreshToken): Promise<void> {
  await store.$transaction([
    store.$executeRaw`INSERT INTO latchkey_tokenfamily (id, user_id, password_digest, created_at, last_used_at, expires_at, address, user_agent)
      SELECT ${family.id}, id, ${family.passwordDigest}, ${token.createdAt}, ${token.createdAt}, ${token.expiresAt}, ${family.address}, ${family.userAgent}
      FROM auth_user WHERE id = ${family.userId}
      ON CONFLICT (id) DO NOTHING`,
    store.$executeRaw`INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id, latchkey_family_id)
      SELECT ${token.digest}, ${token.jti}, ${token.createdAt}, ${token.expiresAt}, id, ${family.id}
      FROM auth_user WHERE id = ${family.userId}
      ON CONFLICT (jti) DO NOTHING`,
    store.$executeRaw`UPDATE token_blacklist_outstandingtoken SET latchkey_family_id = ${family.id}
      WHERE jti = ${token.jti} AND latchkey_family_id IS NULL`,
  ]);
}

export interface TokenState {
  readonly user: User | null;
  readonly family: FamilyRow | null;
  readonly token: RefreshTokenRow | null;
}

/** Everything the database knows about a token: its user, its family, its own row; in one round trip. */
export async function findTokenState(
  store: Store,
  by: { userField: "id" | "username"; userId: string; familyId: string | null; jti: string | null },
): Promise<TokenState> {
  const match =
    by.userField === "username"
      ? Prisma.sql`u.username = ${by.userId}`
      : Prisma.sql`u.id = ${rowId(by.userId)}`;
  const rows = await store.$queryRaw<StateRow[]>`
    SELECT ${USER_COLUMNS}, f.id AS "familyId", f.password_digest AS "passwordDigest", f.created_at AS "createdAt",
           f.last_used_at AS "lastUsedAt", f.expires_at AS "expiresAt", f.ended_at AS "endedAt",
           o.id AS "tokenId", o.latchkey_family_id AS "tokenFamilyId", o.latchkey_successor_jti AS "successorJti",
           o.latchkey_rotated_at AS "rotatedAt", b.id AS "blacklistId"
    FROM (SELECT 1) LEFT JOIN auth_user u ON ${match}
    LEFT JOIN token_blacklist_outstandingtoken o ON o.jti = ${by.jti}
    LEFT JOIN token_blacklist_blacklistedtoken b ON b.token_id = o.id
    LEFT JOIN latchkey_tokenfamily f ON f.id = COALESCE(${by.familyId}, o.latchkey_family_id)`;
  const row = rows[0];
  if (!row) return { user: null, family: null, token: null };
  const { id, username, email, age, isActive, password } = row;
  return {
    user:
      id === null ? null : { id: Number(id), username, email, age, isActive: Boolean(isActive), password },
    family:
      row.familyId === null
        ? null
        : {
            id: row.familyId,
            passwordDigest: row.passwordDigest,
            createdAt: row.createdAt,
            lastUsedAt: row.lastUsedAt,
            expiresAt: row.expiresAt,
            endedAt: row.endedAt,
          },
    token:
      row.tokenId === null
        ? null
        : {
            blacklisted: row.blacklistId !== null,
            familyId: row.tokenFamilyId,
            successorJti: row.successorJti,
            rotatedAt: row.rotatedAt,
          },
  };
}

interface StateRow
  extends Omit<User, "id">,
    Omit<FamilyRow, "id">,
    Omit<RefreshTokenRow, "familyId" | "blacklisted"> {
  readonly id: number | null;
  readonly familyId: string | null;
  readonly tokenId: number | null;
  readonly tokenFamilyId: string | null;
  readonly blacklistId: number | null;
}

/** A claim that is no row id names nobody. SQLite would compare text with a number its own way. */
function rowId(claim: string): number {
  return /^\d{1,15}$/.test(claim) ? Number(claim) : -1;
}

/**
 * Puts a token's one successor in its place: the old one is marked and blacklisted, the new one outstanding, the family
 * touched; all of it or nothing. Several may try at once: the update that finds no successor yet wins. The family is
 * written first, so that ending it and rotating in it cannot pass each other.
 * @returns whether this call's successor is the one; false where another came first or the family has ended
 */
export async function rotateToken(
  store: Store,
  change: { jti: string; familyId: string; userId: number; successor: NewRefreshToken; at: Date },
): Promise<boolean> {
  const { jti, familyId, userId, successor, at } = change;
  const won = Prisma.sql`EXISTS (SELECT 1 FROM token_blacklist_outstandingtoken WHERE jti = ${jti} AND latchkey_successor_jti = ${successor.jti})`;
  const results = await store.$transaction([
    store.$executeRaw`UPDATE latchkey_tokenfamily SET last_used_at = ${at} WHERE id = ${familyId} AND ended_at IS NULL`,
    store.$executeRaw`UPDATE token_blacklist_outstandingtoken SET latchkey_successor_jti = ${successor.jti}, latchkey_rotated_at = ${at}
      WHERE jti = ${jti} AND latchkey_successor_jti IS NULL
        AND NOT EXISTS (SELECT 1 FROM token_blacklist_blacklistedtoken b WHERE b.token_id = token_blacklist_outstandingtoken.id)
        AND EXISTS (SELECT 1 FROM latchkey_tokenfamily WHERE id = ${familyId} AND ended_at IS NULL)`,
    store.$executeRaw`INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id, latchkey_family_id)
      SELECT ${successor.digest}, ${successor.jti}, ${successor.createdAt}, ${successor.expiresAt}, ${userId}, ${familyId} WHERE ${won}`,
    store.$executeRaw`INSERT INTO token_blacklist_blacklistedtoken (blacklisted_at, token_id)
      SELECT ${at}, id FROM token_blacklist_outstandingtoken WHERE jti = ${jti} AND latchkey_successor_jti = ${successor.jti}`,
    store.$executeRaw`UPDATE latchkey_tokenfamily SET expires_at = ${successor.expiresAt} WHERE id = ${familyId} AND ${won}`,
  ]);
  return results[1] === 1;
}

/**
 * Adds a token to a family without ending the one it came from: rotation without blacklist, as simplejwt's.
 * @returns false where the family has ended
 */
export async function addToken(
  store: Store,
  change: { familyId: string; userId: number; token: NewRefreshToken; at: Date },
): Promise<boolean> {
  const { familyId, userId, token, at } = change;
  const [alive] = await store.$transaction([
    store.$executeRaw`UPDATE latchkey_tokenfamily SET last_used_at = ${at}, expires_at = ${token.expiresAt}
      WHERE id = ${familyId} AND ended_at IS NULL`,
    store.$executeRaw`INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id, latchkey_family_id)
      SELECT ${token.digest}, ${token.jti}, ${token.createdAt}, ${token.expiresAt}, ${userId}, ${familyId}
      WHERE EXISTS (SELECT 1 FROM latchkey_tokenfamily WHERE id = ${familyId} AND ended_at IS NULL)`,
  ]);
  return alive === 1;
}

export async function touchFamily(store: Store, familyId: string, at: Date): Promise<void> {
  await store.tokenFamily.updateMany({ where: { id: familyId, endedAt: null }, data: { lastUsedAt: at } });
}

/** The successor that rotation recorded, for answering a repeated request the same; null where it was used already. */
export async function findUnusedToken(
  store: Store,
  jti: string,
): Promise<{ jti: string; createdAt: Date; expiresAt: Date } | null> {
  const row = await store.outstandingToken.findFirst({
    where: { jti, successorJti: null, blacklisted: null },
    select: { jti: true, createdAt: true, expiresAt: true },
  });
  return row?.createdAt ? { jti: row.jti, createdAt: row.createdAt, expiresAt: row.expiresAt } : null;
}

/**
 * Blacklists one token, known here or not (simplejwt's BlacklistMixin.blacklist).
 * @returns whether it was this call that did it
 */
export async function blacklistToken(
  store: Store,
  token: NewRefreshToken,
  userId: number | null,
  at: Date,
): Promise<boolean> {
  const [, blacklisted] = await store.$transaction([
    store.$executeRaw`INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id)
      VALUES (${token.digest}, ${token.jti}, ${token.createdAt}, ${token.expiresAt}, (SELECT id FROM auth_user WHERE id = ${userId}))
      ON CONFLICT (jti) DO NOTHING`,
    store.$executeRaw`INSERT INTO token_blacklist_blacklistedtoken (blacklisted_at, token_id)
      SELECT ${at}, id FROM token_blacklist_outstandingtoken WHERE jti = ${token.jti}
      ON CONFLICT (token_id) DO NOTHING`,
  ]);
  return blacklisted === 1;
}

/** Ends a family: every refresh token of it is blacklisted, where a Django beside us looks, too. */
export async function endFamily(store: Store, familyId: string, at: Date): Promise<void> {
  await store.$transaction([
    store.$executeRaw`UPDATE latchkey_tokenfamily SET ended_at = ${at} WHERE id = ${familyId} AND ended_at IS NULL`,
    store.$executeRaw`INSERT INTO token_blacklist_blacklistedtoken (blacklisted_at, token_id)
      SELECT ${at}, id FROM token_blacklist_outstandingtoken WHERE latchkey_family_id = ${familyId}
      ON CONFLICT (token_id) DO NOTHING`,
  ]);
}
