import type { Store } from "./open";
import { pagedList, readPages } from "./paging";
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
  const known = (tokens: string) => `${outstanding}
    SELECT t.digest, t.jti, t.created_at, t.expires_at, (
      SELECT ${user.id} FROM latchkey_family f JOIN ${user.from} ON ${user.id} = ${user.key.fromText("f.user_key")}
      WHERE f.id = t.family_id)
    FROM latchkey_token t WHERE ${tokens} ${once}`;
  const blacklist = (tokens: string) => `
    INSERT INTO token_blacklist_blacklistedtoken (blacklisted_at, token_id)
    SELECT ?, o.id FROM token_blacklist_outstandingtoken o
    WHERE o.jti IN (SELECT t.jti FROM latchkey_token t WHERE ${tokens})
    ON CONFLICT (token_id) DO NOTHING`;
  const both = (tokens: string) => ({ known: known(tokens), blacklist: blacklist(tokens) });
  return {
    outstanding: `${outstanding}
      VALUES (?, ?, ?, ?, (SELECT ${user.id} FROM ${user.from} WHERE ${user.id} = ${user.key.fromParam})) ${once}`,
    jti: both("t.jti = ?"),
    family: both("t.family_id = ?"),
    ended: both("t.family_id IN (SELECT id FROM latchkey_family WHERE user_key = ? AND ended_at = ?)"),
    others: `
      INSERT INTO token_blacklist_blacklistedtoken (blacklisted_at, token_id)
      SELECT ?, o.id FROM token_blacklist_outstandingtoken o
      WHERE o.user_id = ${user.key.fromParam} AND o.expires_at > ?
        AND NOT EXISTS (SELECT 1 FROM latchkey_token t WHERE t.jti = o.jti AND t.family_id = ?)
      ON CONFLICT (token_id) DO NOTHING`,
  };
});

/** Adds a token to simplejwt's outstanding tokens (RefreshToken.for_user); no step where its tables do not exist. */
export function outstandingSteps(store: Store, token: NewRefreshToken, userKey: string | null): Step[] {
  const { engine, hasBlacklistTables } = store.schema;
  if (!hasBlacklistTables) return [];
  const times = [timeText(engine, token.createdAt), timeText(engine, token.expiresAt)];
  return [{ sql: sqlOf(store).outstanding, params: [token.digest, token.jti, ...times, userKey] }];
}

/** Tokens of latchkey_token: one, those of a family, or those of a user's families that ended at an instant. */
export type BlacklistedTokens =
  | { readonly jti: string }
  | { readonly family: string }
  | { readonly endedOf: string; readonly endedAt: Date };

/**
 * Blacklists tokens in simplejwt's tables (BlacklistMixin.blacklist): the last step does it, the one
 * before adds tokens that are missing from the outstanding ones. No step where the tables do not exist.
 */
export function blacklistSteps(store: Store, tokens: BlacklistedTokens, at: Date): Step[] {
  const { engine, hasBlacklistTables } = store.schema;
  if (!hasBlacklistTables) return [];
  const sql = sqlOf(store);
  const [{ known, blacklist }, params] =
    "jti" in tokens
      ? [sql.jti, [tokens.jti]]
      : "family" in tokens
        ? [sql.family, [tokens.family]]
        : [sql.ended, [tokens.endedOf, timeText(engine, tokens.endedAt)]];
  return [
    { sql: known, params },
    { sql: blacklist, params: [timeText(engine, at), ...params] },
  ];
}

/**
 * Blacklists all of a user's tokens in simplejwt's tables, those that only a Django knows included; no step where the tables do
 * not exist.
 * @param change.keep the id of the family whose tokens stay; null: none
 */
export function blacklistOthersStep(
  store: Store,
  { userKey, keep }: { readonly userKey: string; readonly keep: string | null },
  at: Date,
): Step[] {
  const { engine, hasBlacklistTables } = store.schema;
  if (!hasBlacklistTables) return [];
  const time = timeText(engine, at);
  return [{ sql: sqlOf(store).others, params: [time, userKey, time, keep] }];
}

/** A condition: whether simplejwt's tables have a token as blacklisted. @param jti an SQL expression */
export function isBlacklistedInSimplejwt(jti: string): string {
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
 * Copies our blacklisted tokens that are missing in simplejwt's tables into them, `size` at a time: those that were
 * blacklisted before the tables existed, or by a process that was started before.
 * @param at tokens that have expired by then are left out
 * @returns how many tokens
 */
export async function copyBlacklist(store: Store, at: Date, size: number): Promise<number> {
  const { schema, statements } = store;
  if (!schema.hasBlacklistTables) return 0;
  let shared = 0;
  for await (const rows of readPages(statements, UNSHARED, { size, params: [timeText(schema.engine, at)] })) {
    await statements.write(
      rows.flatMap(({ jti, blacklisted_at }) => blacklistSteps(store, { jti }, dateFrom(blacklisted_at))),
    );
    shared += rows.length;
  }
  return shared;
}
