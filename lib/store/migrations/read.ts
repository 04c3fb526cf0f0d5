import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Migration {
  readonly name: string;
  readonly parts: readonly Part[];
  /** SHA-256 of its files, hex. */
  readonly checksum: string;
}

/**
 * A file of a migration: `migration.sql`, or `if_<app>.sql` and `unless_<app>.sql`, which are for databases that this app of
 * a Django project has migrated, and for others.
 */
interface Part {
  readonly file: string;
  readonly sql: string;
}

/** The table that says that the users are a Django project's. */
export const ADOPTION = "latchkey_adoption";

/** The last migration that touches tables of the users and of simplejwt; adopted.sql stands for it and those before. */
const OWN_TABLES = "20261128000000_own_tables";

/** The migrations of a database whose users are a Django project's. */
export function afterAdoption(migrations: readonly Migration[]): Migration[] {
  return migrations.filter(({ name }) => name > OWN_TABLES);
}

/** @param folder a folder for each migration, in the order of their names */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => name)
    .sort()
    .map((name) => readMigration(path.join(folder, name), name));
}

function readMigration(folder: string, name: string): Migration {
  // The file without a condition comes first.
  const files = readdirSync(folder).sort(
    (a, b) => Number(isConditional(a)) - Number(isConditional(b)) || a.localeCompare(b),
  );
  const parts = files.map((file) => ({ file, sql: readFileSync(path.join(folder, file), "utf8") }));
  const hash = createHash("sha256");
  for (const { sql } of parts) hash.update(sql);
  return { name, parts, checksum: hash.digest("hex") };
}

/** @param apps the Django apps that have migrated this database */
export function sqlOf({ parts }: Migration, apps: ReadonlySet<string>): string {
  return parts
    .filter(({ file }) => {
      const [, condition, app = ""] = CONDITION.exec(file) ?? [];
      return condition === undefined || apps.has(app) === (condition === "if");
    })
    .map(({ sql }) => sql)
    .join("\n");
}

const CONDITION = /^(if|unless)_(\w+)\.sql$/;

function isConditional(file: string): boolean {
  return CONDITION.test(file);
}

/**
 * The migrations that are not recorded.
 * @param recorded checksums by name
 * @throws as {@link checkUnchanged} does
 */
export function dueOf(migrations: readonly Migration[], recorded: ReadonlyMap<string, unknown>): Migration[] {
  return migrations.filter((migration) => {
    if (!recorded.has(migration.name)) return true;
    checkUnchanged(migration, recorded.get(migration.name));
    return false;
  });
}

/** @throws where what was applied is not what the file says now */
export function checkUnchanged({ name, checksum }: Migration, applied: unknown): void {
  if (applied === checksum) return;
  throw new Error(
    `The migration ${name} was changed after it had been applied: restore it, and write a new one.`,
  );
}
