import { migrate } from "@/lib/store/migrations/migrate";
import { closeStore, openStore, type Store } from "@/lib/store/open";
import { createTestDatabase } from "./database";

/** A database of a test's own, with one user. */
export interface TestStore {
  readonly store: Store;
  readonly url: string;
  close(): Promise<void>;
}

export async function openTestStore(): Promise<TestStore> {
  const { url, drop } = await createTestDatabase();
  await migrate(url);
  const store = openStore(url);
  await store.$executeRaw`INSERT INTO auth_user (id, username, password) VALUES (1, 'someone', '!')`;
  return {
    store,
    url,
    async close() {
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
  { store }: TestStore,
  name: string,
  count: number,
  { expires }: Times,
  family: string | null = null,
): Promise<void> {
  await store.$executeRaw`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id, latchkey_family_id)
    SELECT 'digest', ${name} || i, '2026-11-01 00:00:00', ${expires}, 1, ${family} FROM n`;
  await store.$executeRaw`
    INSERT INTO token_blacklist_blacklistedtoken (blacklisted_at, token_id)
    SELECT '2026-11-02 00:00:00', id FROM token_blacklist_outstandingtoken
    WHERE jti LIKE ${`${name}%`} AND id % 2 = 0`;
}

export async function addFamilies(
  { store }: TestStore,
  name: string,
  count: number,
  { expires, ended = null }: Times,
): Promise<void> {
  await store.$executeRaw`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO latchkey_tokenfamily (id, user_id, password_digest, created_at, last_used_at, expires_at, ended_at)
    SELECT ${name} || i, 1, '', '2026-11-01 00:00:00', '2026-11-01 00:00:00', ${expires}, ${ended} FROM n`;
}

export async function addSessions(
  { store }: TestStore,
  name: string,
  count: number,
  { expires }: Times,
): Promise<void> {
  await store.$executeRaw`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO latchkey_session (id, key_digest, user_id, password_digest, created_at, last_used_at, expires_at)
    SELECT ${name} || i, ${name} || i, 1, '', '2026-11-01 00:00:00', '2026-11-01 00:00:00', ${expires} FROM n`;
}
