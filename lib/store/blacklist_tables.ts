import type { Store } from "./open";
import { pagedList, pages } from "./pages";
import { perSchema } from "./schema";
import { dateFrom, type Step, type Time, timeText } from "./statements";

/** A refresh token as simplejwt's outstanding list keeps it. */
export interface NewRefreshToken {
  readonly jti: string;
  /** SHA-256 of the token, hex: simplejwt stores the token itself. */
  readonly digest: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const sqlOf = perSchema(({ user }) => {
  const outstanding =
    "INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id)";
  const once = "ON CONFLICT (jti) DO NOTHING";
  const known = (which: "jti" | "family_id") => `${outstanding}
    SELECT t.digest, t.jti, t.created_at, t.expires_at, (
      SELECT ${user.id} FROM latchkey_family f JOIN ${user.from} ON ${user.id} = ${user.key.fromText("f.user_key")}
      WHERE f.id = t.family_id)
    FROM latchkey_token t WHERE t.${which} = ? ${once}`;
  const blacklist = (tokens: string) => `
    INSERT INTO token_blacklist_blacklistedtoken (blacklisted_at, token_id)
    SELECT ?, o.id FROM token_blacklist_outstandingtoken o WHERE ${tokens}
    ON CONFLICT (token_id) DO NOTHING`;
  return {
    outstanding: `${outstanding}
      VALUES (?, ?, ?, ?, (SELECT ${user.id} FROM ${user.from} WHERE ${user.id} = ${user.key.fromParam})) ${once}`,
    known,
    blacklist: {
      jti: blacklist("o.jti = ?"),
      family_id: blacklist("o.jti IN (SELECT jti FROM latchkey_token WHERE family_id = ?)"),
    },
  };
});

/** Lists a token where simplejwt looks for it (RefreshToken.for_user); nothing where its tables are not there. */
export function outstandingSteps(store: Store, token: NewRefreshToken, userKey: string | null): Step[] {
  const { engine, hasBlacklistTables } = store.schema;
  if (!hasBlacklistTables) return [];
  const times = [timeText(engine, token.createdAt), timeText(engine, token.expiresAt)];
  return [{ sql: sqlOf(store).outstanding, params: [token.digest, token.jti, ...times, userKey] }];
}

/**
 * Blacklists a token, or those of a family, where simplejwt looks for it (BlacklistMixin.blacklist): the last step does it.
 * Tokens that are older than simplejwt's tables are listed there before. Nothing where its tables are not there.
 */
export function blacklistSteps(store: Store, which: "jti" | "family_id", value: string, at: Date): Step[] {
  const { engine, hasBlacklistTables } = store.schema;
  if (!hasBlacklistTables) return [];
  const { known, blacklist } = sqlOf(store);
  return [
    { sql: known(which), params: [value] },
    { sql: blacklist[which], params: [timeText(engine, at), value] },
  ];
}

/** A condition: whether simplejwt knows the token of an expression as blacklisted. */
export function isBlacklistedThere(jti: string): string {
  return `EXISTS (
    SELECT 1 FROM token_blacklist_outstandingtoken o
    JOIN token_blacklist_blacklistedtoken b ON b.token_id = o.id WHERE o.jti = ${jti})`;
}

const UNSHARED = pagedList<{ jti: string; blacklisted_at: Time }>({
  columns: "t.jti, t.blacklisted_at",
  from: `latchkey_token t LEFT JOIN token_blacklist_outstandingtoken o ON o.jti = t.jti
    LEFT JOIN token_blacklist_blacklistedtoken b ON b.token_id = o.id`,
  where: "t.blacklisted_at IS NOT NULL AND b.id IS NULL AND t.expires_at > ?",
  key: ["t.jti"],
});

/**
 * Blacklists where simplejwt looks for it what was blacklisted here before its tables were there, or by a process that was
 * started before; so many at a time.
 * @param at what has expired by then is left out
 * @returns how many tokens
 */
export async function copyBlacklist(store: Store, at: Date, size: number): Promise<number> {
  const { schema, statements } = store;
  if (!schema.hasBlacklistTables) return 0;
  let shared = 0;
  for await (const rows of pages(statements, UNSHARED, { size, params: [timeText(schema.engine, at)] })) {
    await statements.write(
      rows.flatMap(({ jti, blacklisted_at }) => blacklistSteps(store, "jti", jti, dateFrom(blacklisted_at))),
    );
    shared += rows.length;
  }
  return shared;
}
