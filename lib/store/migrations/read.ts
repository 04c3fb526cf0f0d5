import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** Prisma's: SHA-256 of the file, hex. */
  readonly checksum: string;
}

/** @param folder of Prisma's: a folder for each migration, in the order of their names */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/** @throws where what was applied is not what the file says now */
export function checkUnchanged({ name, checksum }: Migration, applied: unknown): void {
  if (applied === checksum) return;
  throw new Error(
    `The migration ${name} was changed after it had been applied: restore it, and write a new one.`,
  );
}
