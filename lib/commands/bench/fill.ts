import type { Store } from "@/lib/store/open";
import { timeText } from "@/lib/store/statements";

/** Users per transaction, with their sessions and tokens: few enough to stay within the statement timeout. */
const BATCH = 10_000;
const LONG_AGO = "2026-01-01 00:00:00";
const EXPIRED = "2026-01-08 00:00:00";
const DAY_MS = 86_400_000;

const FILLED = [
  "auth_user",
  "latchkey_session",
  "latchkey_family",
  "latchkey_token",
  "latchkey_address",
] as const;

/** Random bytes as text, in SQL. */
const RANDOM = {
  sqlite: { id: "lower(hex(randomblob(16)))", digest: "lower(hex(randomblob(32)))" },
  postgresql: {
    id: "md5(gen_random_uuid()::text)",
    digest: "encode(sha256(gen_random_uuid()::text::bytea), 'hex')",
  },
} as const;

/** Adds users to an empty store, each with a session, a token family and a refresh token that are valid for a day. */
export async function fill({ statements }: Store, users: number): Promise<void> {
  const { id, digest } = RANDOM[statements.engine];
  const expires = timeText(statements.engine, new Date(Date.now() + DAY_MS));
  await inBatches(users, (first, last) =>
    statements.write([
      {
        sql: `INSERT INTO auth_user (username, password, email, first_name, last_name, is_superuser, is_staff, is_active, date_joined)
          WITH RECURSIVE n(i) AS (SELECT CAST(? AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < ?)
          SELECT 'user' || i, '!', 'user' || i || '@example.com', '', '', false, false, true, ? FROM n`,
        params: [first, last, LONG_AGO],
      },
      {
        sql: `INSERT INTO latchkey_address (user_key, address, folded, claimed)
          SELECT CAST(id AS TEXT), email, email, true FROM auth_user WHERE id BETWEEN ? AND ?`,
        params: [first, last],
      },
      {
        sql: `INSERT INTO latchkey_session
            (id, key_digest, user_key, password_digest, created_at, last_used_at, expires_at)
          SELECT ${id}, ${digest}, CAST(id AS TEXT), '', ?, ?, ? FROM auth_user WHERE id BETWEEN ? AND ?`,
        params: [LONG_AGO, LONG_AGO, expires, first, last],
      },
      {
        sql: `INSERT INTO latchkey_family (id, user_key, password_digest, created_at, last_used_at, expires_at)
          SELECT ${id}, CAST(id AS TEXT), '', ?, ?, ? FROM auth_user WHERE id BETWEEN ? AND ?`,
        params: [LONG_AGO, LONG_AGO, expires, first, last],
      },
      {
        sql: `INSERT INTO latchkey_token (jti, digest, family_id, created_at, expires_at)
          SELECT f.id, ${digest}, f.id, ?, ? FROM auth_user u JOIN latchkey_family f ON f.user_key = CAST(u.id AS TEXT)
          WHERE u.id BETWEEN ? AND ?`,
        params: [LONG_AGO, expires, first, last],
      },
    ]),
  );
  // What autovacuum does within a minute; SQLite's plans need no counts.
  if (statements.engine === "sqlite") return;
  for (const table of FILLED) await statements.write([{ sql: `ANALYZE ${table}`, params: [] }]);
}

/** Adds expired refresh tokens, at most as many as `fill` has made users, whose ids only serve to count. */
export async function fillWithExpired({ statements }: Store, count: number): Promise<void> {
  const { id, digest } = RANDOM[statements.engine];
  await inBatches(count, (first, last) =>
    statements.write([
      {
        sql: `INSERT INTO latchkey_token (jti, digest, created_at, expires_at)
          SELECT ${id}, ${digest}, ?, ? FROM auth_user WHERE id BETWEEN ? AND ?`,
        params: [LONG_AGO, EXPIRED, first, last],
      },
    ]),
  );
}

async function inBatches(count: number, write: (first: number, last: number) => Promise<unknown>) {
  for (let first = 1; first <= count; first += BATCH) await write(first, Math.min(first + BATCH - 1, count));
}
