import {
  blacklistSteps,
  isBlacklistedInSimplejwt,
  type NewRefreshToken,
  outstandingSteps,
} from "./blacklist_tables";
import { userLock } from "./end_sign_ins";
import { type AppOfSignIn, maySignIn, maySignInParams } from "./may_sign_in";
import type { Store } from "./open";
import { perSchema } from "./schema";
import { dateFrom, query, type Step, type Time, timeText } from "./statements";
import { endSurplusSteps } from "./surplus_sign_ins";
import { lastLoginSteps } from "./users";

export type { NewRefreshToken } from "./blacklist_tables";

/** One sign-in by JWT; its id is the claim `sid` of all its tokens. */
export interface NewFamily {
  readonly id: string;
  readonly userKey: string;
  readonly passwordDigest: string;
  /** The network address that the sign-in came from. */
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** When and how a family begins. */
interface Beginning {
  readonly at: Date;
  readonly expiresAt: Date;
  /** How many live sign-ins the user can have, this one included; null: any number. */
  readonly perUser: number | null;
}

/** What a sign-in starts a family with. */
interface FirstOfFamily extends Beginning {
  /** Null where tokens carry no identifier. */
  readonly token: NewRefreshToken | null;
  readonly app: AppOfSignIn;
  /** Whether the user's last_login is set. */
  readonly setsLastLogin: boolean;
  /** What else is written, last of all. */
  readonly steps?: readonly Step[];
}

const sqlOf = perSchema((schema) => {
  const isUsable = (token: string) =>
    `${token}.successor_jti IS NULL AND ${token}.blacklisted_at IS NULL${
      schema.hasBlacklistTables ? ` AND NOT ${isBlacklistedInSimplejwt(`${token}.jti`)}` : ""
    }`;
  return {
    insertFamily: `
      INSERT INTO latchkey_family
        (id, user_key, password_digest, created_at, authenticated_at, last_used_at, expires_at, address, user_agent)
      SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? ${maySignIn(schema)}
      ON CONFLICT (id) DO NOTHING`,
    markRotated: `
      UPDATE latchkey_token SET successor_jti = ?, rotated_at = ?, blacklisted_at = ?
      WHERE jti = ? AND ${isUsable("latchkey_token")}
        AND EXISTS (SELECT 1 FROM latchkey_family WHERE id = ? AND ended_at IS NULL)`,
    findUnused: query<{ jti: string; created_at: Time; expires_at: Time }>(`
      SELECT t.jti, t.created_at, t.expires_at FROM latchkey_token t WHERE t.jti = ? AND ${isUsable("t")}`),
  };
});

/**
 * Starts a family with its first token, in one transaction.
 * @returns whether the user may still sign in; where not, there is no family
 */
export async function insertFamily(store: Store, family: NewFamily, first: FirstOfFamily): Promise<boolean> {
  const { token, setsLastLogin, at, perUser, steps: further = [] } = first;
  const { id, userKey } = family;
  const steps = [
    familyStep(store, family, { ...first, authenticatedAt: at }),
    ...(token === null ? [] : tokenSteps(store, token, family)),
    ...(setsLastLogin ? lastLoginSteps(store, userKey, at) : []),
    ...endSurplusSteps(store, { id, userKey, at, perUser }),
    ...further,
  ];
  const [inserted] = await store.statements.write(steps, { guarded: true, lock: userLock(store, userKey) });
  return inserted === 1;
}

/**
 * Stores a token that another service made (Django, sharing the signing key) and its family, unless they are stored already,
 * so that it can be rotated and ended like ours. Makes no family for a user who has been deleted or deactivated meanwhile.
 */
export async function adoptToken(
  store: Store,
  family: NewFamily,
  token: NewRefreshToken,
  { at, perUser }: Pick<Beginning, "at" | "perUser">,
): Promise<void> {
  const { id, userKey } = family;
  const { jti, digest, createdAt, expiresAt } = token;
  const times = [timeText(store.schema.engine, createdAt), timeText(store.schema.engine, expiresAt)];
  const steps = [
    // When its user gave their password is not known: the token may have been refreshed since.
    familyStep(store, family, { at, expiresAt, authenticatedAt: null, app: "any" }),
    {
      sql: `INSERT INTO latchkey_token (jti, digest, family_id, created_at, expires_at)
        SELECT ?, ?, id, ?, ? FROM latchkey_family WHERE id = ?
        ON CONFLICT (jti) DO UPDATE SET family_id = excluded.family_id WHERE latchkey_token.family_id IS NULL`,
      params: [jti, digest, ...times, id],
    },
    ...outstandingSteps(store, token, userKey),
    ...endSurplusSteps(store, { id, userKey, at, perUser }),
  ];
  await store.statements.write(steps, { lock: userLock(store, userKey) });
}

/** Does nothing where the family is there, or its user is not, or not active. */
function familyStep(
  store: Store,
  family: NewFamily,
  beginning: Pick<FirstOfFamily, "at" | "expiresAt" | "app"> & {
    readonly authenticatedAt: Date | null;
  },
): Step {
  const { id, userKey, passwordDigest, address, userAgent } = family;
  const text = (time: Date) => timeText(store.schema.engine, time);
  const at = text(beginning.at);
  const authenticated = beginning.authenticatedAt && text(beginning.authenticatedAt);
  const stored = [
    id,
    userKey,
    passwordDigest,
    at,
    authenticated,
    at,
    text(beginning.expiresAt),
    address,
    userAgent,
  ];
  return {
    sql: sqlOf(store).insertFamily,
    params: [...stored, ...maySignInParams(store.schema, userKey, beginning.app)],
  };
}

function tokenSteps(
  store: Store,
  token: NewRefreshToken,
  { id, userKey }: Pick<NewFamily, "id" | "userKey">,
): Step[] {
  const { engine } = store.schema;
  return [
    {
      sql: "INSERT INTO latchkey_token (jti, digest, family_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
      params: [
        token.jti,
        token.digest,
        id,
        timeText(engine, token.createdAt),
        timeText(engine, token.expiresAt),
      ],
    },
    ...outstandingSteps(store, token, userKey),
  ];
}

/**
 * Puts a token's one successor in its place: the old one is marked and blacklisted, the new one is listed, the family
 * touched; all of it or nothing. Several may try at once: the update that finds no successor yet wins. The family is
 * locked first, so that ending it and rotating in it cannot pass each other.
 * @returns whether this call's successor is the one; false where another came first or the family has ended
 */
export async function rotateToken(
  store: Store,
  change: { jti: string; familyId: string; userKey: string; successor: NewRefreshToken; at: Date },
): Promise<boolean> {
  const { jti, familyId, userKey, successor } = change;
  const { engine } = store.schema;
  const at = timeText(engine, change.at);
  const steps = [
    { sql: sqlOf(store).markRotated, params: [successor.jti, at, at, jti, familyId] },
    ...tokenSteps(store, successor, { id: familyId, userKey }),
    {
      sql: "UPDATE latchkey_family SET last_used_at = ?, expires_at = ? WHERE id = ?",
      params: [at, timeText(engine, successor.expiresAt), familyId],
    },
    ...blacklistSteps(store, { jti }, change.at),
  ];
  const lock = { sql: "SELECT 1 FROM latchkey_family WHERE id = ? FOR NO KEY UPDATE", params: [familyId] };
  const [marked] = await store.statements.write(steps, { guarded: true, lock });
  return marked === 1;
}

/**
 * Adds a token to a family without ending the one it came from: rotation without blacklist, as simplejwt's.
 * @returns false where the family has ended
 */
export async function addToken(
  store: Store,
  change: { familyId: string; userKey: string; token: NewRefreshToken; at: Date },
): Promise<boolean> {
  const { familyId, userKey, token, at } = change;
  const { engine } = store.schema;
  const steps = [
    {
      sql: "UPDATE latchkey_family SET last_used_at = ?, expires_at = ? WHERE id = ? AND ended_at IS NULL",
      params: [timeText(engine, at), timeText(engine, token.expiresAt), familyId],
    },
    ...tokenSteps(store, token, { id: familyId, userKey }),
  ];
  const [touched] = await store.statements.write(steps, { guarded: true });
  return touched === 1;
}

export async function touchFamily(store: Store, familyId: string, at: Date): Promise<void> {
  await store.statements.write([
    {
      sql: "UPDATE latchkey_family SET last_used_at = ? WHERE id = ? AND ended_at IS NULL",
      params: [timeText(store.schema.engine, at), familyId],
    },
  ]);
}

/** The successor that rotation recorded, for answering a repeated request the same; null where it was used already. */
export async function findUnusedToken(
  store: Store,
  jti: string,
): Promise<{ jti: string; createdAt: Date; expiresAt: Date } | null> {
  const row = await store.statements.one(sqlOf(store).findUnused, jti);
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
  userKey: string | null,
  at: Date,
): Promise<boolean> {
  const { engine } = store.schema;
  const times = [token.createdAt, token.expiresAt, at].map((time) => timeText(engine, time));
  const simplejwtSteps = blacklistSteps(store, { jti: token.jti }, at);
  const changes = await store.statements.write([
    {
      sql: `INSERT INTO latchkey_token (jti, digest, created_at, expires_at, blacklisted_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (jti) DO UPDATE SET blacklisted_at = excluded.blacklisted_at
        WHERE latchkey_token.blacklisted_at IS NULL`,
      params: [token.jti, token.digest, ...times],
    },
    ...outstandingSteps(store, token, userKey),
    ...simplejwtSteps,
  ]);
  // Either table may have had the token as blacklisted before: it counts as new only if both were changed.
  return changes[0] === 1 && (simplejwtSteps.length === 0 || changes.at(-1) === 1);
}

/**
 * Ends a family: all its refresh tokens are blacklisted, in simplejwt's tables, too.
 * @param also further steps of the same transaction, which are not taken where it has ended already
 * @returns whether it was this call that ended it
 */
export async function endFamily(
  store: Store,
  familyId: string,
  at: Date,
  also: readonly Step[] = [],
): Promise<boolean> {
  const time = timeText(store.schema.engine, at);
  const steps = [
    {
      sql: "UPDATE latchkey_family SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
      params: [time, familyId],
    },
    {
      sql: "UPDATE latchkey_token SET blacklisted_at = ? WHERE family_id = ? AND blacklisted_at IS NULL",
      params: [time, familyId],
    },
    ...blacklistSteps(store, { family: familyId }, at),
    ...also,
  ];
  const [ended] = await store.statements.write(steps, { guarded: true });
  return ended === 1;
}
