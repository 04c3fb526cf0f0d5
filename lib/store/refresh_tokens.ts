import type { Store } from "./open";
import { dateFrom, dateText, query, type Step, type Time } from "./statements";
import { lastLoginStep, userLock } from "./users";

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

interface Times {
  readonly at: Date;
  readonly expiresAt: Date;
}

/** A sign-in. */
interface FirstOfFamily extends Times {
  /** Null where tokens carry no identifier. */
  readonly token: NewRefreshToken | null;
  /** Whether the user's row notes the time. */
  readonly setsLastLogin: boolean;
}

/**
 * Starts a family with its first token, in one transaction.
 * @returns whether the user was still there; where not, there is no family
 */
export async function insertFamily(store: Store, family: NewFamily, first: FirstOfFamily): Promise<boolean> {
  const { token, setsLastLogin, at } = first;
  const [inserted] = await store.statements.write([
    familyStep(family, first),
    ...(token === null ? [] : [outstandingStep(token, family.userId, family.id)]),
    ...(setsLastLogin ? [lastLoginStep(family.userId, at)] : []),
  ]);
  return inserted === 1;
}

/**
 * Takes a token that another service made (Django, sharing the signing key) into a family of its own, so that it can
 * be rotated and ended like ours. Doing it twice does nothing, nor does it where the user has gone meanwhile.
 */
export async function adoptToken(store: Store, family: NewFamily, token: NewRefreshToken): Promise<void> {
  await store.statements.write([
    familyStep(family, { at: token.createdAt, expiresAt: token.expiresAt }),
    outstandingStep(token, family.userId, family.id),
    {
      sql: `UPDATE token_blacklist_outstandingtoken SET latchkey_family_id = ? WHERE jti = ? AND latchkey_family_id IS NULL`,
      params: [family.id, token.jti],
    },
  ]);
}

/** Does nothing where the family is there, or its user is not, or not active. */
function familyStep(family: NewFamily, { at, expiresAt }: Times): Step {
  return {
    sql: `INSERT INTO latchkey_tokenfamily
        (id, user_id, password_digest, created_at, last_used_at, expires_at, address, user_agent)
      SELECT ?, id, ?, ?, ?, ?, ?, ? FROM auth_user WHERE id = ? AND is_active
      ON CONFLICT (id) DO NOTHING`,
    params: [
      family.id,
      family.passwordDigest,
      dateText(at),
      dateText(at),
      dateText(expiresAt),
      family.address,
      family.userAgent,
      family.userId,
    ],
  };
}

/** Does nothing where the token is listed, or its user or its family is not there. */
function outstandingStep(token: NewRefreshToken, userId: number, familyId: string): Step {
  return {
    sql: `INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id, latchkey_family_id)
      SELECT ?, ?, ?, ?, u.id, f.id FROM auth_user u JOIN latchkey_tokenfamily f ON f.id = ? WHERE u.id = ?
      ON CONFLICT (jti) DO NOTHING`,
    params: [token.digest, token.jti, dateText(token.createdAt), dateText(token.expiresAt), familyId, userId],
  };
}

const FAMILY_LIVES = "EXISTS (SELECT 1 FROM latchkey_tokenfamily WHERE id = ? AND ended_at IS NULL)";
const HAS_SUCCESSOR =
  "EXISTS (SELECT 1 FROM token_blacklist_outstandingtoken WHERE jti = ? AND latchkey_successor_jti = ?)";

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
  const { jti, familyId, userId, successor } = change;
  const at = dateText(change.at);
  const [createdAt, expiresAt] = [dateText(successor.createdAt), dateText(successor.expiresAt)];
  const steps = [
    {
      sql: "UPDATE latchkey_tokenfamily SET last_used_at = ? WHERE id = ? AND ended_at IS NULL",
      params: [at, familyId],
    },
    {
      sql: `UPDATE token_blacklist_outstandingtoken SET latchkey_successor_jti = ?, latchkey_rotated_at = ?
        WHERE jti = ? AND latchkey_successor_jti IS NULL
          AND NOT EXISTS (SELECT 1 FROM token_blacklist_blacklistedtoken b WHERE b.token_id = token_blacklist_outstandingtoken.id)
          AND ${FAMILY_LIVES}`,
      params: [successor.jti, at, jti, familyId],
    },
    {
      sql: `INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id, latchkey_family_id)
        SELECT ?, ?, ?, ?, ?, ? WHERE ${HAS_SUCCESSOR}`,
      params: [successor.digest, successor.jti, createdAt, expiresAt, userId, familyId, jti, successor.jti],
    },
    {
      sql: `INSERT INTO token_blacklist_blacklistedtoken (blacklisted_at, token_id)
        SELECT ?, id FROM token_blacklist_outstandingtoken WHERE jti = ? AND latchkey_successor_jti = ?`,
      params: [at, jti, successor.jti],
    },
    {
      sql: `UPDATE latchkey_tokenfamily SET expires_at = ? WHERE id = ? AND ${HAS_SUCCESSOR}`,
      params: [expiresAt, familyId, jti, successor.jti],
    },
  ];
  const [, marked] = await store.statements.write(steps, { lock: userLock(userId) });
  return marked === 1;
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
  const steps = [
    {
      sql: "UPDATE latchkey_tokenfamily SET last_used_at = ?, expires_at = ? WHERE id = ? AND ended_at IS NULL",
      params: [dateText(at), dateText(token.expiresAt), familyId],
    },
    {
      sql: `INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id, latchkey_family_id)
        SELECT ?, ?, ?, ?, ?, ? WHERE ${FAMILY_LIVES}`,
      params: [
        token.digest,
        token.jti,
        dateText(token.createdAt),
        dateText(token.expiresAt),
        userId,
        familyId,
        familyId,
      ],
    },
  ];
  const [alive] = await store.statements.write(steps, { lock: userLock(userId) });
  return alive === 1;
}

export async function touchFamily(store: Store, familyId: string, at: Date): Promise<void> {
  await store.statements.write([
    {
      sql: "UPDATE latchkey_tokenfamily SET last_used_at = ? WHERE id = ? AND ended_at IS NULL",
      params: [dateText(at), familyId],
    },
  ]);
}

const FIND_UNUSED = query<{ jti: string; created_at: Time; expires_at: Time }>(`
  SELECT o.jti, o.created_at, o.expires_at FROM token_blacklist_outstandingtoken o
  WHERE o.jti = ? AND o.latchkey_successor_jti IS NULL AND o.created_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM token_blacklist_blacklistedtoken b WHERE b.token_id = o.id)`);

/** The successor that rotation recorded, for answering a repeated request the same; null where it was used already. */
export async function findUnusedToken(
  store: Store,
  jti: string,
): Promise<{ jti: string; createdAt: Date; expiresAt: Date } | null> {
  const row = await store.statements.one(FIND_UNUSED, jti);
  return row
    ? { jti: row.jti, createdAt: dateFrom(row.created_at), expiresAt: dateFrom(row.expires_at) }
    : null;
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
  const [, blacklisted] = await store.statements.write([
    {
      sql: `INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id)
        VALUES (?, ?, ?, ?, (SELECT id FROM auth_user WHERE id = ?))
        ON CONFLICT (jti) DO NOTHING`,
      params: [token.digest, token.jti, dateText(token.createdAt), dateText(token.expiresAt), userId],
    },
    {
      sql: `INSERT INTO token_blacklist_blacklistedtoken (blacklisted_at, token_id)
        SELECT ?, id FROM token_blacklist_outstandingtoken WHERE jti = ?
        ON CONFLICT (token_id) DO NOTHING`,
      params: [dateText(at), token.jti],
    },
  ]);
  return blacklisted === 1;
}

/** Ends a family: every refresh token of it is blacklisted, where a Django beside us looks, too. */
export async function endFamily(store: Store, familyId: string, at: Date): Promise<void> {
  await store.statements.write([
    {
      sql: "UPDATE latchkey_tokenfamily SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
      params: [dateText(at), familyId],
    },
    {
      sql: `INSERT INTO token_blacklist_blacklistedtoken (blacklisted_at, token_id)
        SELECT ?, id FROM token_blacklist_outstandingtoken WHERE latchkey_family_id = ?
        ON CONFLICT (token_id) DO NOTHING`,
      params: [dateText(at), familyId],
    },
  ]);
}
