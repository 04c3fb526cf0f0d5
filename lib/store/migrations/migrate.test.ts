import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, TEST_SERVER, type TestDatabase } from "@/lib/testing/store/database";
import { closeStore, openStore, type Store } from "../open";
import { migrate } from "./migrate";

let database: TestDatabase;
let store: Store;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await closeStore(store);
  await database.drop();
});

// SQLite's driver keeps the thread waiting: in one process the first would wait for the second, and it for the first.
test.runIf(TEST_SERVER)(
  "of several that try at once, one applies each migration, and a later one none",
  async () => {
    const tried = await Promise.all(Array.from({ length: 6 }, () => migrate(database.url)));
    store = openStore(database.url);
    expect(tried.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await migrate(database.url)).toEqual([]);
  },
);

test("a migration that was edited after it had been applied is refused, and nothing is changed", async () => {
  const [name = ""] = await migrate(database.url);
  store = openStore(database.url);
  await store.$executeRaw`UPDATE "_prisma_migrations" SET "checksum" = 'another'`;
  await expect(migrate(database.url)).rejects.toThrow(`The migration ${name} was changed`);
  expect(await store.user.count()).toBe(0);
});

test("the tables have every column of the schema", async () => {
  await migrate(database.url);
  store = openStore(database.url);
  const models = [
    store.user,
    store.session,
    store.tokenFamily,
    store.outstandingToken,
    store.blacklistedToken,
  ];
  const read = (model: unknown) => (model as Store["user"]).findMany();
  expect(await Promise.all(models.map(read))).toEqual(models.map(() => []));
});
