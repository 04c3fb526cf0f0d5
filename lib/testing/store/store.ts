import { closeStore, openStore, type Store } from "@/lib/store/open";
import { createTestDatabase } from "./database";
import { addUser, openSql, type Sql } from "./sql";

/** A database of a test's own, with one user. */
export interface TestStore {
  readonly store: Store;
  readonly sql: Sql;
  readonly url: string;
  close(): Promise<void>;
}

export async function openTestStore(): Promise<TestStore> {
  const { url, drop } = await createTestDatabase({ migrated: true });
  const store = await openStore(url);
  const sql = openSql(url);
  await addUser(sql, { id: 1, username: "someone" });
  return {
    store,
    sql,
    url,
    async close() {
      await sql.close();
      await closeStore(store);
      await drop();
    },
  };
}

/** Times as text, in the spelling that the database holds. */
interface Times {
  readonly expires: string;
  /** Families only. */
  readonly ended?: string | null;
}

/** As many refresh tokens as asked for, every second one blacklisted, in a family or in none. */
export async function addTokens(
  { sql }: TestStore,
  name: string,
  count: number,
  { expires }: Times,
  family: string | null = null,
): Promise<void> {
  await sql`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < CAST(${count} AS INTEGER))
    INSERT INTO latchkey_token (jti, digest, family_id, created_at, expires_at)
    SELECT ${name} || i, CASE WHEN i % 2 = 0 THEN 'even' ELSE 'odd' END, ${family}, '2026-11-01 00:00:00', ${expires}
    FROM n`;
  await sql`
    UPDATE latchkey_token SET blacklisted_at = '2026-11-02 00:00:00'
    WHERE jti LIKE ${`${name}%`} AND digest = 'even'`;
}

export async function addFamilies(
  { sql }: TestStore,
  name: string,
  count: number,
  { expires, ended = null }: Times,
): Promise<void> {
  await sql`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < CAST(${count} AS INTEGER))
    INSERT INTO latchkey_family (id, user_key, password_digest, created_at, last_used_at, expires_at, ended_at)
    SELECT ${name} || i, '1', '', '2026-11-01 00:00:00', '2026-11-01 00:00:00', ${expires}, ${ended} FROM n`;
}

export async function addSessions(
  { sql }: TestStore,
  name: string,
  count: number,
  { expires }: Times,
  userKey = "1",
): Promise<void> {
  await sql`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < CAST(${count} AS INTEGER))
    INSERT INTO latchkey_session (id, key_digest, user_key, password_digest, created_at, last_used_at, expires_at)
    SELECT ${name} || i, ${name} || i, ${userKey}, '', '2026-11-01 00:00:00', '2026-11-01 00:00:00', ${expires} FROM n`;
}
