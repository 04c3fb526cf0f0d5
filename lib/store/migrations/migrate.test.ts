import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, TEST_SERVER, type TestDatabase } from "@/lib/testing/store/database";
import { openSql, type Sql } from "@/lib/testing/store/sql";
import { migrate } from "./migrate";

let database: TestDatabase;
let sql: Sql;
beforeEach(async () => {
  database = await createTestDatabase();
  sql = openSql(database.url);
});
afterEach(async () => {
  await sql.close();
  await database.drop();
});

// SQLite's driver keeps the thread waiting: in one process the first would wait for the second, and it for the first.
test.runIf(TEST_SERVER)(
  "of several that try at once, one applies each migration, and a later one none",
  async () => {
    const tried = await Promise.all(Array.from({ length: 6 }, () => migrate(database.url)));
    expect(tried.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await migrate(database.url)).toEqual([]);
  },
);

test("a migration that was edited after it had been applied is refused, and nothing is changed", async () => {
  const names = await migrate(database.url);
  for (const name of names) {
    const [noted] = await sql<{
      checksum: string;
    }>`SELECT checksum FROM latchkey_migration WHERE name = ${name}`;
    await sql`UPDATE latchkey_migration SET checksum = 'another' WHERE name = ${name}`;
    await expect(migrate(database.url)).rejects.toThrow(`The migration ${name} was changed`);
    await sql`UPDATE latchkey_migration SET checksum = ${noted?.checksum ?? ""} WHERE name = ${name}`;
  }
  expect(await sql.count("auth_user")).toBe(0);
});

test("what is applied is noted in a table of our own, and somebody's own Prisma finds nothing of ours", async () => {
  const names = await migrate(database.url);
  expect(await sql`SELECT name FROM latchkey_migration ORDER BY name`).toEqual(
    names.map((name) => ({ name })),
  );
  await expect(sql`SELECT * FROM "_prisma_migrations"`).rejects.toThrow();
});
