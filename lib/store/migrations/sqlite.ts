import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import Database from "libsql";
import { sqliteFile } from "../address";
import { makePrivateFile } from "../sqlite/private_file";
import { timeText } from "../statements";
import { UnsuitableDatabaseError } from "../unsuitable";
import { AdoptionError, refuseForeign, refuseOwn } from "./foreign";
import {
  ADOPTION,
  afterAdoption,
  checkUnchanged,
  dueOf,
  type Migration,
  readMigrations,
  sqlOf,
} from "./read";

const FOLDER = "prisma/migrations/sqlite";

/** How long the driver waits for another process; milliseconds. */
const TIMEOUT_MS = 5000;

const OUR_MIGRATIONS = `CREATE TABLE IF NOT EXISTS "latchkey_migration" (
  "name" TEXT NOT NULL PRIMARY KEY, "checksum" TEXT NOT NULL, "applied_at" DATETIME NOT NULL
)`;

/**
 * @param url `file:` address, relative to the working directory
 * @param options.adopts whether the tables there are a Django project's, and ours are to be made beside them
 */
export async function migrateSqlite(url: string, { adopts = false } = {}): Promise<string[]> {
  const file = sqliteFile(url);
  const migrations = readMigrations(FOLDER);
  const isThere = existsSync(file);
  if (!isThere && adopts) refuseMissingFile(url);
  if (!isThere) refuseLostFile(file);
  const isDjangos = isThere && refuseForeignFile(file, url, { migrations, adopts });
  // A Django project's file keeps its mode: others may have to write it.
  if (!isDjangos) makePrivateFile(file);
  const database = new Database(`${pathToFileURL(file)}?mode=rw`, { timeout: TIMEOUT_MS });
  try {
    const [formerMode = ""] = columnOf(database, "SELECT journal_mode AS name FROM pragma_journal_mode");
    // Readers and the writer do not wait for each other; the mode stays with the file.
    database.exec("PRAGMA journal_mode = WAL");
    // With foreign keys on, dropping a table that a migration replaces would delete the rows that refer to it.
    database.exec("PRAGMA foreign_keys = OFF");
    const isAdopted = transact(database, () => {
      database.exec(OUR_MIGRATIONS);
      if (adopts) makeOwnTables(database, formerMode);
      if (tableNames(database).has(ADOPTION)) return true;
      moveFormerRecords(database, migrations);
      restoreLostColumns(database);
      refuseToLoseColumns(database);
      return false;
    });
    const due = dueOf(isAdopted ? afterAdoption(migrations) : migrations, checksums(database));
    return due.filter((migration) => apply(database, migration)).map(({ name }) => name);
  } finally {
    database.close();
  }
}

/** Once. @param formerMode how SQLite kept the journal before */
function makeOwnTables(database: Database.Database, formerMode: string): void {
  if (tableNames(database).has(ADOPTION)) return;
  database.exec(readFileSync(path.join(FOLDER, "adopted.sql"), "utf8"));
  database
    .prepare(`INSERT INTO ${ADOPTION} (adopted_at, journal_mode) VALUES (?, ?)`)
    .run(timeText("sqlite", new Date()), formerMode);
}

/**
 * @returns whether the users in it are, or are to be, a Django project's
 * @throws ForeignDatabaseError, AdoptionError; nothing was written, and no file made beside this one
 */
function refuseForeignFile(
  file: string,
  url: string,
  { migrations, adopts }: { readonly migrations: readonly Migration[]; readonly adopts: boolean },
): boolean {
  // A file without a log is read as immutable: in WAL mode any other mode would make -wal and -shm files. It is never opened
  // by node:fs: where this process has the database open elsewhere, closing the file would drop its locks.
  const isImmutable = !hasBytes(`${file}-wal`) && !hasBytes(`${file}-journal`);
  const database = new Database(`${pathToFileURL(file)}?${isImmutable ? "immutable=1" : "mode=ro"}`);
  try {
    const names = tableNames(database);
    const recorded = [...appliedNames(database, names)];
    const isAdopted = names.has(ADOPTION);
    const isOurs = isAdopted || recorded.some((applied) => migrations.some(({ name }) => name === applied));
    if (!adopts) refuseForeign({ names, isOurs }, url);
    else if (!isAdopted) refuseOwn({ names, isOurs }, url);
    return adopts || isAdopted;
  } finally {
    database.close();
  }
}

/** @throws AdoptionError */
function refuseMissingFile(url: string): never {
  throw new AdoptionError(`There is no file ${url}: name the Django project's own in DATABASE_URL.`);
}

/** SQLite would read the log of a file that is gone into the new one. @throws UnsuitableDatabaseError */
function refuseLostFile(file: string): void {
  const log = ["-wal", "-journal"].map((suffix) => file + suffix).find(hasBytes);
  if (log !== undefined)
    throw new UnsuitableDatabaseError(
      `The database file ${file} is gone, but its log ${log} is there: put the file back, or delete the log to begin anew.`,
    );
}

function hasBytes(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function tableNames(database: Database.Database): ReadonlySet<string> {
  return columnOf(database, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')");
}

function columnOf(database: Database.Database, sql: string): Set<string> {
  const rows = database.prepare(sql).all() as { name: string }[];
  return new Set(rows.map(({ name }) => name));
}

/** The names of all recorded migrations, ours and those of somebody's Prisma. */
function appliedNames(database: Database.Database, tables: ReadonlySet<string>): ReadonlySet<string> {
  const ours = tables.has("latchkey_migration")
    ? columnOf(database, "SELECT name FROM latchkey_migration")
    : [];
  // Once ours are recorded in latchkey_migration, whatever _prisma_migrations has is somebody else's.
  const prismas =
    [...ours].length === 0 && tables.has("_prisma_migrations")
      ? columnOf(
          database,
          `SELECT migration_name AS name FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
        )
      : [];
  return new Set([...ours, ...prismas]);
}

/** The first version recorded our migrations in Prisma's table. Prisma's own records stay there. */
function moveFormerRecords(database: Database.Database, migrations: readonly Migration[]): void {
  const isRecorded = columnOf(database, "SELECT name FROM latchkey_migration").size > 0;
  if (isRecorded || !tableNames(database).has("_prisma_migrations")) return;
  for (const { name } of migrations) {
    database
      .prepare(`INSERT INTO latchkey_migration (name, checksum, applied_at)
        SELECT migration_name, checksum, finished_at FROM "_prisma_migrations"
        WHERE migration_name = ? AND rolled_back_at IS NULL`)
      .run(name);
    database.prepare(`DELETE FROM "_prisma_migrations" WHERE migration_name = ?`).run(name);
  }
  const taken = columnOf(database, "SELECT name FROM latchkey_migration");
  const left = columnOf(database, `SELECT migration_name AS name FROM "_prisma_migrations"`);
  if (taken.size > 0 && left.size === 0) database.exec(`DROP TABLE "_prisma_migrations"`);
}

/**
 * For databases of the first version, which has latchkey_tokenfamily in place of latchkey_family. A Django migration that
 * altered auth_user has rebuilt it without our two columns; our next migration reads them, so they must exist.
 */
function restoreLostColumns(database: Database.Database): void {
  if (!tableNames(database).has("latchkey_tokenfamily")) return;
  const columns = columnOf(database, "SELECT name FROM pragma_table_info('auth_user')");
  for (const [name, type] of Object.entries({ age: "INTEGER", latchkey_email_key: "TEXT" }))
    if (!columns.has(name)) database.exec(`ALTER TABLE auth_user ADD COLUMN ${name} ${type}`);
}

/** The columns of auth_user that our first migration made, or that the upgrade expects. */
const USER_COLUMNS = [
  ...["id", "password", "last_login", "is_superuser", "username", "first_name", "last_name", "email"],
  ...["is_staff", "is_active", "date_joined", "age", "latchkey_email_key"],
];

/** The upgrade makes auth_user anew. @throws where that would lose a column that a Django has added */
function refuseToLoseColumns(database: Database.Database): void {
  if (!tableNames(database).has("latchkey_tokenfamily")) return;
  const columns = columnOf(database, "SELECT name FROM pragma_table_info('auth_user')");
  const others = [...columns].filter((name) => !USER_COLUMNS.includes(name));
  if (others.length > 0)
    throw new Error(
      `the upgrade would lose columns of auth_user that Latchkey did not make (${others.join(", ")}): move them to a table of their own first`,
    );
}

/** Of what is recorded, by its name. */
function checksums(database: Database.Database): ReadonlyMap<string, string> {
  const rows = database.prepare("SELECT name, checksum FROM latchkey_migration").all() as {
    name: string;
    checksum: string;
  }[];
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

/** @returns whether it was applied now, and not by another process meanwhile */
function apply(database: Database.Database, migration: Migration): boolean {
  return transact(database, () => {
    const recorded = database
      .prepare("SELECT checksum FROM latchkey_migration WHERE name = ?")
      .get(migration.name) as { checksum: string } | undefined;
    if (recorded) {
      checkUnchanged(migration, recorded.checksum);
      return false;
    }
    database.exec(sqlOf(migration, djangoApps(database)));
    database
      .prepare("INSERT INTO latchkey_migration (name, checksum, applied_at) VALUES (?, ?, ?)")
      .run(migration.name, migration.checksum, timeText("sqlite", new Date()));
    return true;
  });
}

function djangoApps(database: Database.Database): ReadonlySet<string> {
  if (!tableNames(database).has("django_migrations")) return new Set();
  return columnOf(database, "SELECT DISTINCT app AS name FROM django_migrations");
}

/** Waits for other processes that migrate, too. */
function transact<T>(database: Database.Database, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
