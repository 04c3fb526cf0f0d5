import type { Store } from "@/lib/store/open";
import { dateText } from "@/lib/store/statements";

/** Users that one transaction makes with all that is theirs: well within the time that it has. */
const BATCH = 10_000;
const LONG_AGO = "2026-01-01T00:00:00.000+00:00";
const NO_LONGER_GOOD = "2026-01-08T00:00:00.000+00:00";
const DAY_MS = 86_400_000;

const FILLED = [
  "auth_user",
  "latchkey_session",
  "latchkey_tokenfamily",
  "token_blacklist_outstandingtoken",
] as const;

/** Random bytes as text, in SQL. */
const RANDOM = {
  sqlite: { id: "lower(hex(randomblob(16)))", digest: "lower(hex(randomblob(32)))" },
  postgresql: {
    id: "md5(gen_random_uuid()::text)",
    digest: "encode(sha256(gen_random_uuid()::text::bytea), 'hex')",
  },
} as const;

/** Users, each with a session, a sign-in by JWT and its refresh token, good for a day. In a store that has none yet. */
export async function fill({ statements }: Store, users: number): Promise<void> {
  const { id, digest } = RANDOM[statements.engine];
  const expires = dateText(new Date(Date.now() + DAY_MS));
  await inBatches(users, (first, last) =>
    statements.write([
      {
        sql: `INSERT INTO auth_user (username, password, email, latchkey_email_key, date_joined)
          WITH RECURSIVE n(i) AS (SELECT CAST(? AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < ?)
          SELECT 'user' || i, '!', 'user' || i || '@example.com', 'user' || i || '@example.com', ? FROM n`,
        params: [first, last, LONG_AGO],
      },
      {
        sql: `INSERT INTO latchkey_session
            (id, key_digest, user_id, password_digest, created_at, last_used_at, expires_at)
          SELECT ${id}, ${digest}, id, '', ?, ?, ? FROM auth_user WHERE id BETWEEN ? AND ?`,
        params: [LONG_AGO, LONG_AGO, expires, first, last],
      },
      {
        sql: `INSERT INTO latchkey_tokenfamily (id, user_id, password_digest, created_at, last_used_at, expires_at)
          SELECT ${id}, id, '', ?, ?, ? FROM auth_user WHERE id BETWEEN ? AND ?`,
        params: [LONG_AGO, LONG_AGO, expires, first, last],
      },
      {
        sql: `INSERT INTO token_blacklist_outstandingtoken
            (token, jti, created_at, expires_at, user_id, latchkey_family_id)
          SELECT ${digest}, id, ?, ?, user_id, id FROM latchkey_tokenfamily WHERE user_id BETWEEN ? AND ?`,
        params: [LONG_AGO, expires, first, last],
      },
    ]),
  );
  // What autovacuum does within a minute; SQLite's plans need no counts.
  if (statements.engine === "sqlite") return;
  for (const table of FILLED) await statements.write([{ sql: `ANALYZE ${table}`, params: [] }]);
}

/** So many refresh tokens that wait to be pruned, of as many users that `fill` has made. */
export async function fillWithExpired({ statements }: Store, count: number): Promise<void> {
  const { id, digest } = RANDOM[statements.engine];
  await inBatches(count, (first, last) =>
    statements.write([
      {
        sql: `INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id)
          SELECT ${digest}, ${id}, ?, ?, id FROM auth_user WHERE id BETWEEN ? AND ?`,
        params: [LONG_AGO, NO_LONGER_GOOD, first, last],
      },
    ]),
  );
}

async function inBatches(count: number, write: (first: number, last: number) => Promise<unknown>) {
  for (let first = 1; first <= count; first += BATCH) await write(first, Math.min(first + BATCH - 1, count));
}
