import { readFileSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import { redactedUrl } from "../address";
import { accessTo } from "../postgresql/connection";
import { requireLocked, requireOwnSessions } from "../postgresql/pooling";
import { refuseForeign, refuseOwn } from "./foreign";
import { ADOPTION, afterAdoption, dueOf, type Migration, readMigrations, sqlOf } from "./read";

const FOLDER = "prisma/migrations/postgresql";

const OUR_MIGRATIONS = `CREATE TABLE "latchkey_migration" (
  "name" TEXT NOT NULL PRIMARY KEY, "checksum" TEXT NOT NULL, "applied_at" TIMESTAMPTZ NOT NULL
)`;

/** One process at a time in a database. The number is the one that Prisma's engine locks. */
const LOCK = 72707369;

/** Names that are resolved as the statements of requests resolve them. */
const TABLES = `
  SELECT c.relname AS name FROM pg_class c
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND pg_table_is_visible(c.oid)
    AND c.relnamespace <> 'pg_catalog'::regnamespace`;

/**
 * @param url `postgresql://…`, of a database that is there
 * @param options.adopts whether the tables there are a Django project's, and ours are to be made beside them
 */
export async function migratePostgresql(url: string, { adopts = false } = {}): Promise<string[]> {
  // A migration, and waiting for another process's, may take as long as it takes.
  const { config, prepare } = accessTo(url);
  const client = new Client({ ...config, query_timeout: 0 });
  const other = new Client(config);
  try {
    await connect(client);
    await connect(other);
    await requireOwnSessions(client, other, redactedUrl(url));
    await prepare(client);
    await client.query("SET statement_timeout = 0; SET lock_timeout = 0");
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await requireLocked(other, LOCK, redactedUrl(url));
    const migrations = readMigrations(FOLDER);
    if (adopts) await makeOwnSchema(client, url);
    const names = await columnOf(client, TABLES);
    const recorded = await appliedNames(client, names);
    const wasAdopted = names.has(ADOPTION);
    const isOurs = wasAdopted || migrations.some(({ name }) => recorded.has(name));
    if (!adopts) refuseForeign({ names, isOurs }, redactedUrl(url));
    else if (!wasAdopted) refuseOwn({ names, isOurs }, redactedUrl(url));
    await transact(client, async () => {
      // Not IF NOT EXISTS: it needs the right to create tables even where the table exists.
      if (!names.has("latchkey_migration")) await client.query(OUR_MIGRATIONS);
      if (adopts && !wasAdopted) await makeOwnTables(client);
      const isFormer = !names.has("latchkey_migration") && names.has("_prisma_migrations");
      if (isFormer && isOurs) await moveFormerRecords(client, migrations);
    });
    const due = dueOf(adopts || wasAdopted ? afterAdoption(migrations) : migrations, await checksums(client));
    for (const migration of due) await apply(client, migration);
    return due.map(({ name }) => name);
  } finally {
    // The lock goes with the connection.
    await Promise.all([client.end(), other.end()]);
  }
}

/** The schema in which our tables are to be, where the address names it and it is not there. */
async function makeOwnSchema(client: Client, url: string): Promise<void> {
  if (!/^latchkey(,|$)/.test(new URL(url).searchParams.get("schema") ?? "")) return;
  const found = await columnOf(client, "SELECT nspname AS name FROM pg_namespace WHERE nspname = 'latchkey'");
  // Not IF NOT EXISTS: it needs the right to make schemas even where this one exists.
  if (found.size === 0) await client.query("CREATE SCHEMA latchkey");
}

async function makeOwnTables(client: Client): Promise<void> {
  await client.query(readFileSync(path.join(FOLDER, "adopted.sql"), "utf8"));
  await client.query(`INSERT INTO ${ADOPTION} (adopted_at) VALUES (now())`);
}

async function connect(client: Client): Promise<void> {
  // Without a listener, an 'error' event crashes the process; the query under way is rejected besides.
  client.on("error", () => {});
  await client.connect();
}

async function columnOf(client: Client, sql: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(sql);
  return new Set(rows.map(({ name }) => name));
}

/** The names of all recorded migrations, ours and those of somebody's Prisma. */
async function appliedNames(client: Client, tables: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const ours = tables.has("latchkey_migration")
    ? await columnOf(client, "SELECT name FROM latchkey_migration")
    : [];
  // Once ours are recorded in latchkey_migration, whatever _prisma_migrations has is somebody else's.
  const prismas =
    [...ours].length === 0 && tables.has("_prisma_migrations")
      ? await columnOf(
          client,
          `SELECT migration_name AS name FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
        )
      : [];
  return new Set([...ours, ...prismas]);
}

/** The first version recorded our migrations in Prisma's table. Prisma's own records stay there. */
async function moveFormerRecords(client: Client, migrations: readonly Migration[]): Promise<void> {
  for (const { name } of migrations) {
    await client.query(
      `INSERT INTO latchkey_migration (name, checksum, applied_at)
        SELECT migration_name, checksum, finished_at FROM "_prisma_migrations"
        WHERE migration_name = $1 AND rolled_back_at IS NULL`,
      [name],
    );
    await client.query(`DELETE FROM "_prisma_migrations" WHERE migration_name = $1`, [name]);
  }
  const left = await columnOf(client, `SELECT migration_name AS name FROM "_prisma_migrations"`);
  if (left.size === 0) await client.query(`DROP TABLE "_prisma_migrations"`);
}

/** Of what is recorded, by its name. */
async function checksums(client: Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "SELECT name, checksum FROM latchkey_migration",
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

/** The lock is held: nobody else applies it meanwhile. */
function apply(client: Client, migration: Migration): Promise<void> {
  return transact(client, async () => {
    await client.query(sqlOf(migration, await djangoApps(client)));
    await client.query("INSERT INTO latchkey_migration (name, checksum, applied_at) VALUES ($1, $2, now())", [
      migration.name,
      migration.checksum,
    ]);
  });
}

async function djangoApps(client: Client): Promise<ReadonlySet<string>> {
  const names = await columnOf(client, TABLES);
  if (!names.has("django_migrations")) return new Set();
  return columnOf(client, "SELECT DISTINCT app AS name FROM django_migrations");
}

/** Where a statement fails the connection is closed, which undoes all of them. */
async function transact<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  const result = await work();
  await client.query("COMMIT");
  return result;
}
