import type { Store } from "./open";
import { perSchema, type Schema } from "./schema";
import { type Bool, dateFrom, query, type Time, type Value } from "./statements";
import { canonicalKey } from "./user_key";
import { type User, type UserColumns, userFrom } from "./user_table";

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
  /** When it began here. */
  readonly createdAt: Date;
  /** When its user gave their password; null where another service signed them in. */
  readonly authenticatedAt: Date | null;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

export interface TokenState {
  readonly user: User | null;
  readonly family: FamilyRow | null;
  readonly token: RefreshTokenRow | null;
}

/** What a token's claims refer to. */
export interface TokenReferences {
  readonly userField: "id" | "username";
  readonly userId: string;
  readonly familyId: string | null;
  /** Null where the token has no row of its own. */
  readonly jti: string | null;
}

/** The user and the family of a token. The columns of one that does not exist are null. */
type OwnersRow = (UserColumns | { readonly user_key: null }) & FamilyColumns;

interface FamilyColumns {
  readonly family_id: string | null;
  readonly password_digest: string;
  readonly created_at: Time;
  readonly authenticated_at: Time | null;
  readonly last_used_at: Time;
  readonly expires_at: Time;
  readonly ended_at: Time | null;
}

interface TokenColumns {
  readonly token_jti: string | null;
  readonly token_family_id: string | null;
  readonly successor_jti: string | null;
  readonly rotated_at: Time | null;
  readonly blacklisted: Bool;
}

const FAMILY = `f.id AS family_id, f.password_digest, f.created_at, f.authenticated_at, f.last_used_at, f.expires_at,
  f.ended_at`;
const TOKEN = "t.family_id AS token_family_id, t.successor_jti, t.rotated_at";

const sqlOf = perSchema(({ user, hasBlacklistTables }) => {
  const named = {
    id: `${user.id} = ${user.key.fromParam}`,
    username: `${user.column("username")} = ?`,
  } as const;
  // A token is blacklisted if our table or simplejwt's say so.
  const [tokenColumns, tokens] = hasBlacklistTables
    ? [
        "COALESCE(t.jti, o.jti) AS token_jti, (t.blacklisted_at IS NOT NULL OR b.id IS NOT NULL) AS blacklisted",
        `LEFT JOIN latchkey_token t ON t.jti = ? LEFT JOIN token_blacklist_outstandingtoken o ON o.jti = ?
        LEFT JOIN token_blacklist_blacklistedtoken b ON b.token_id = o.id`,
      ]
    : [
        "t.jti AS token_jti, t.blacklisted_at IS NOT NULL AS blacklisted",
        "LEFT JOIN latchkey_token t ON t.jti = ?",
      ];
  const byJti = (by: string) =>
    query<OwnersRow & TokenColumns>(`
      SELECT ${user.selected}, ${FAMILY}, ${TOKEN}, ${tokenColumns}
      FROM (SELECT 1) AS one LEFT JOIN ${user.from} ON ${by} ${tokens}
      LEFT JOIN latchkey_family f ON f.id = COALESCE(?, t.family_id)`);
  // For access tokens, which most requests carry: they have no row of their own.
  const owners = (by: string) =>
    query<OwnersRow>(`
      SELECT ${user.selected}, ${FAMILY}
      FROM (SELECT 1) AS one LEFT JOIN ${user.from} ON ${by} LEFT JOIN latchkey_family f ON f.id = ?`);
  return {
    byJti: { id: byJti(named.id), username: byJti(named.username) },
    owners: { id: owners(named.id), username: owners(named.username) },
  };
});

/** Everything the database knows about a token: its user, its family, its own row; in one round trip. */
export async function findTokenState(
  store: Store,
  { userField, userId, familyId, jti }: TokenReferences,
): Promise<TokenState> {
  const { schema, statements } = store;
  const { byJti, owners } = sqlOf(store);
  const user = userField === "id" ? canonicalKey(schema.userTable.key.type, userId) : userId;
  if (jti === null) {
    const row = await statements.one(owners[userField], user, familyId);
    return { ...ownersFrom(schema, row), token: null };
  }
  const jtis: Value[] = schema.hasBlacklistTables ? [jti, jti] : [jti];
  const row = await statements.one(byJti[userField], user, ...jtis, familyId);
  return { ...ownersFrom(schema, row), token: row && row.token_jti !== null ? tokenFrom(row) : null };
}

/** @param row always there: the statement joins everything to one row of its own */
function ownersFrom({ userTable }: Schema, row: OwnersRow | undefined): Pick<TokenState, "user" | "family"> {
  return {
    user: row === undefined || row.user_key === null ? null : userFrom(userTable, row),
    family: row === undefined || row.family_id === null ? null : familyFrom(row, row.family_id),
  };
}

function familyFrom(row: FamilyColumns, id: string): FamilyRow {
  return {
    id,
    passwordDigest: row.password_digest,
    createdAt: dateFrom(row.created_at),
    authenticatedAt: row.authenticated_at === null ? null : dateFrom(row.authenticated_at),
    lastUsedAt: dateFrom(row.last_used_at),
    expiresAt: dateFrom(row.expires_at),
    endedAt: row.ended_at === null ? null : dateFrom(row.ended_at),
  };
}

function tokenFrom(row: TokenColumns): RefreshTokenRow {
  return {
    blacklisted: Boolean(row.blacklisted),
    familyId: row.token_family_id,
    successorJti: row.successor_jti,
    rotatedAt: row.rotated_at === null ? null : dateFrom(row.rotated_at),
  };
}
