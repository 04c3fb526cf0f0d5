/** A database to import into, with one user who is nobody's there, and what is imported. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readOptions } from "@/lib/commands/import/options";
import { type Imported, runImport } from "@/lib/commands/import/run_import";
import type { Environment } from "@/lib/settings/read";
import { settingsOf } from "@/lib/testing/settings";
import type { Sql } from "@/lib/testing/store/sql";
import { openTestStore } from "@/lib/testing/store/store";

const NOW = new Date("2026-11-28T12:00:00Z");
export const HASH = "pbkdf2_sha256$1000$c2FsdHNhbHQ$QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";

type Fields = Readonly<Record<string, unknown>>;

export interface ImportTarget {
  readonly sql: Sql;
  readonly url: string;
  /** Imports from a path or address into the database. @param environment settings of Latchkey's */
  run(from: string, options?: Record<string, string | boolean>, environment?: Environment): Promise<Imported>;
  /** Rows of the last report, without their explanations. */
  remarks(): string[];
  /** The names of all who were imported. */
  names(): Promise<string[]>;
  /** A path in a folder of its own. */
  place(name: string): string;
  /** Writes a dump. @returns its path */
  dump(...objects: readonly unknown[]): string;
  close(): Promise<void>;
}

/** Its one user is 900, "here". */
export async function openImportTarget(): Promise<ImportTarget> {
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-import-"));
  const target = await openTestStore();
  const { sql, url } = target;
  await sql`UPDATE auth_user SET id = 900, username = 'here'`;
  const place = (name: string) => path.join(folder, name);
  return {
    sql,
    url,
    place,
    run(from, options = {}, environment = {}) {
      const values = { from, report: place("report.csv"), ...options };
      const settings = settingsOf({ ...environment, DATABASE_URL: url });
      return runImport(readOptions(values), settings, NOW, { write: () => {} });
    },
    remarks() {
      const [, ...lines] = readFileSync(place("report.csv"), "utf8").trim().split("\r\n");
      return lines.map((line) => line.replace(/,("[^"]*"|[^",]*)$/, ""));
    },
    async names() {
      const rows = await sql<{ username: string }>`SELECT username FROM auth_user WHERE id < 900 ORDER BY id`;
      return rows.map(({ username }) => username);
    },
    dump(...objects) {
      writeFileSync(place("dump.json"), JSON.stringify(objects));
      return place("dump.json");
    },
    async close() {
      await target.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A user as dumpdata writes them. */
export function dumpedUser(pk: unknown, fields: Fields = {}): Fields {
  const common = { password: HASH, last_login: null, is_superuser: false, first_name: "", last_name: "" };
  const others = { is_staff: false, is_active: true, date_joined: "2020-01-02T03:04:05Z", groups: [] };
  return {
    model: "auth.user",
    pk,
    fields: { ...common, username: `user${pk}`, email: `User${pk}@Example.com`, ...others, ...fields },
  };
}

/** As a Django makes one: the database gives the key. */
export async function addSignUp(sql: Sql): Promise<number> {
  await sql`
    INSERT INTO auth_user
      (username, password, email, first_name, last_name, is_superuser, is_staff, is_active, date_joined)
    VALUES ('new', '!', '', '', '', false, false, true, '2026-11-28 12:00:00')`;
  const [made] = await sql<{ id: number }>`SELECT id FROM auth_user WHERE username = 'new'`;
  return made?.id ?? 0;
}
