import type { Store } from "./open";
import { dateFrom, query, type Time } from "./statements";
import { type User, type UserColumns, userFrom } from "./users";

export interface RefreshTokenRow {
  readonly blacklisted: boolean;
  readonly familyId: string | null;
  /** The one token that rotation put in this one's place. */
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

export interface TokenState {
  readonly user: User | null;
  readonly family: FamilyRow | null;
  readonly token: RefreshTokenRow | null;
}

/** What a token says of itself. */
export interface TokenNames {
  readonly userField: "id" | "username";
  readonly userId: string;
  readonly familyId: string | null;
  /** Null where the token has no row of its own. */
  readonly jti: string | null;
}

/** All of one table's are null where it has no row. */
interface OwnersRow extends Omit<UserColumns, "id"> {
  readonly id: number | null;
  readonly family_id: string | null;
  readonly password_digest: string;
  readonly created_at: Time;
  readonly last_used_at: Time;
  readonly expires_at: Time;
  readonly ended_at: Time | null;
}

interface TokenColumns {
  readonly token_id: number | null;
  readonly token_family_id: string | null;
  readonly successor_jti: string | null;
  readonly rotated_at: Time | null;
  readonly blacklist_id: number | null;
}

const OWNERS = `
  u.id, u.username, u.email, u.age, u.is_active, u.password,
  f.id AS family_id, f.password_digest, f.created_at, f.last_used_at, f.expires_at, f.ended_at`;
const TOKEN = `
  o.id AS token_id, o.latchkey_family_id AS token_family_id, o.latchkey_successor_jti AS successor_jti,
  o.latchkey_rotated_at AS rotated_at, b.id AS blacklist_id`;

type UserField = TokenNames["userField"];

/** A number in a token can be greater than every row's, and than what PostgreSQL takes for one. */
const USER = { id: "CAST(? AS BIGINT)", username: "?" } as const;

const findByJti = (userField: UserField) =>
  query<OwnersRow & TokenColumns>(`
  SELECT ${OWNERS}, ${TOKEN}
  FROM (SELECT 1) AS one LEFT JOIN auth_user u ON u.${userField} = ${USER[userField]}
  LEFT JOIN token_blacklist_outstandingtoken o ON o.jti = ?
  LEFT JOIN token_blacklist_blacklistedtoken b ON b.token_id = o.id
  LEFT JOIN latchkey_tokenfamily f ON f.id = COALESCE(?, o.latchkey_family_id)`);
/** Without a row of its own: an access token, which most requests bring. */
const findOwners = (userField: UserField) =>
  query<OwnersRow>(`
  SELECT ${OWNERS}
  FROM (SELECT 1) AS one LEFT JOIN auth_user u ON u.${userField} = ${USER[userField]}
  LEFT JOIN latchkey_tokenfamily f ON f.id = ?`);

const FIND_BY_JTI = { id: findByJti("id"), username: findByJti("username") } as const;
const FIND_OWNERS = { id: findOwners("id"), username: findOwners("username") } as const;

/** Everything the database knows about a token: its user, its family, its own row; in one round trip. */
export async function findTokenState(
  store: Store,
  { userField, userId, familyId, jti }: TokenNames,
): Promise<TokenState> {
  const user = userField === "id" ? rowId(userId) : userId;
  if (jti === null) {
    const row = await store.statements.one(FIND_OWNERS[userField], user, familyId);
    return { ...ownersFrom(row), token: null };
  }
  const row = await store.statements.one(FIND_BY_JTI[userField], user, jti, familyId);
  return { ...ownersFrom(row), token: row && row.token_id !== null ? tokenFrom(row) : null };
}

/** @param row always there: the statement joins everything to one row of its own */
function ownersFrom(row: OwnersRow | undefined): Pick<TokenState, "user" | "family"> {
  return {
    user: row === undefined || row.id === null ? null : userFrom({ ...row, id: row.id }),
    family: row === undefined || row.family_id === null ? null : familyFrom(row, row.family_id),
  };
}

function familyFrom(row: OwnersRow, id: string): FamilyRow {
  return {
    id,
    passwordDigest: row.password_digest,
    createdAt: dateFrom(row.created_at),
    lastUsedAt: dateFrom(row.last_used_at),
    expiresAt: dateFrom(row.expires_at),
    endedAt: row.ended_at === null ? null : dateFrom(row.ended_at),
  };
}

function tokenFrom(row: TokenColumns): RefreshTokenRow {
  return {
    blacklisted: row.blacklist_id !== null,
    familyId: row.token_family_id,
    successorJti: row.successor_jti,
    rotatedAt: row.rotated_at === null ? null : dateFrom(row.rotated_at),
  };
}

/** A claim that is no row id names nobody. SQLite would compare text with a number its own way. */
function rowId(claim: string): number {
  return /^\d{1,15}$/.test(claim) ? Number(claim) : -1;
}
