/** A Django 5.2 project as pg_dump wrote it: users of every hasher and of odd names, with simplejwt's tokens. */

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "libsql";
import { Client } from "pg";

const FOLDER = path.join(import.meta.dirname, "dump");

interface Secrets {
  readonly secretKey: string;
  readonly users: readonly DumpedUser[];
  readonly tokens: readonly DumpedToken[];
}

interface DumpedUser {
  readonly id: number;
  readonly name: string;
  readonly password: string;
  /** Whether Django signs the user in with it. */
  readonly signsIn: boolean;
  readonly hasher: string;
}

interface DumpedToken {
  readonly refresh: string;
  readonly jti: string;
  readonly user: string;
  readonly blacklisted: boolean;
  /** Whether simplejwt has a row of it. */
  readonly listed: boolean;
  readonly note: string | null;
}

/** What opens the dump. */
export const DUMPED: Secrets = JSON.parse(readFileSync(path.join(FOLDER, "django_5.2.json"), "utf8"));

const DUMP = readFileSync(path.join(FOLDER, "django_5.2.sql"), "utf8");
const COPY = /^COPY public\.(\w+) \(([^)]*)\) FROM stdin;\n([\s\S]*?)^\\\.\n/gm;

type Row = Readonly<Record<string, string | null>>;

/** The rows of each table, as texts. Source: PostgreSQL's documentation of COPY, "Text Format". */
export function dumpedRows(): ReadonlyMap<string, readonly Row[]> {
  return new Map(
    [...DUMP.matchAll(COPY)].map(([, table = "", columns = "", lines = ""]) => {
      const names = columns.split(", ");
      const rows = lines.split("\n").filter((line) => line !== "");
      return [table, rows.map((line) => rowOf(names, line.split("\t")))];
    }),
  );
}

function rowOf(names: readonly string[], cells: readonly string[]): Row {
  return Object.fromEntries(
    names.map((name, index) => {
      const cell = cells[index] ?? "";
      return [name, cell === "\\N" ? null : cell.replaceAll("\\\\", "\\")];
    }),
  );
}

/** @param url of an empty database */
export async function restoreOnPostgresql(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const rows = dumpedRows();
    for (const part of DUMP.split(COPY_STATEMENTS)) {
      const table = /^COPY public\.(\w+)/.exec(part)?.[1];
      if (table === undefined) await client.query(part);
      else
        await client.query(
          `INSERT INTO public.${table} SELECT * FROM json_populate_recordset(NULL::public.${table}, $1)`,
          [JSON.stringify(rows.get(table))],
        );
    }
  } finally {
    await client.end();
  }
}

const COPY_STATEMENTS = /^(COPY public\.[\s\S]*?^\\\.\n)/m;

/** The same users and tokens as Django has them in SQLite. @param file is made */
export function restoreOnSqlite(file: string): void {
  const database = new Database(file);
  database.exec(readFileSync("lib/store/migrations/fixtures/django_5.2_sqlite.sql", "utf8"));
  database.exec("BEGIN");
  for (const table of ["user_user", "token_blacklist_outstandingtoken", "token_blacklist_blacklistedtoken"]) {
    database.exec(`DELETE FROM ${table}`);
    for (const row of dumpedRows().get(table) ?? []) {
      const names = Object.keys(row);
      const values = names.map((name) => sqliteValue(name, row[name] ?? null));
      database
        .prepare(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`)
        .run(values);
    }
  }
  database.exec("COMMIT");
  database.close();
}

function sqliteValue(name: string, value: string | null): string | number | null {
  if (value === null) return null;
  if (name.startsWith("is_")) return Number(value === "t");
  return isTime(name) ? utcText(value) : value;
}

/** @param format as dumpdata has it */
export function writeDump(file: string, format: "json" | "jsonl"): void {
  const rows = dumpedRows();
  const objects = [
    // As with the app in front of the users' in INSTALLED_APPS.
    ...object(rows, "token_blacklist_blacklistedtoken", "token_blacklist.blacklistedtoken", {
      token_id: "token",
    }),
    ...object(rows, "token_blacklist_outstandingtoken", "token_blacklist.outstandingtoken", {
      user_id: "user",
    }),
    ...object(rows, "user_user", "user.user", {}),
  ].map((object) => JSON.stringify(object));
  writeFileSync(file, format === "json" ? `[${objects.join(", ")}]` : `${objects.join("\n")}\n`);
}

function object(
  rows: ReadonlyMap<string, readonly Row[]>,
  table: string,
  model: string,
  fieldOf: Readonly<Record<string, string>>,
) {
  return (rows.get(table) ?? []).map(({ id, ...columns }) => ({
    model,
    pk: Number(id),
    fields: Object.fromEntries(
      Object.entries(columns).map(([name, value]) => [fieldOf[name] ?? name, jsonValue(name, value)]),
    ),
  }));
}

function jsonValue(name: string, value: string | null): unknown {
  if (value === null) return null;
  if (name.startsWith("is_")) return value === "t";
  if (name === "age" || name.endsWith("_id")) return Number(value);
  // To the millisecond, as Django's JSON encoder cuts it.
  return isTime(name) ? `${utcText(value).replace(" ", "T").slice(0, 23)}Z` : value;
}

function isTime(name: string): boolean {
  return name === "last_login" || name === "date_joined" || name.endsWith("_at");
}

/** From `2012-03-18 14:06:07.777777+09` to UTC, with all digits. */
export function utcText(text: string): string {
  const [, seconds = "", fraction] = /^([^.+]+)(\.\d+)?\+09$/.exec(text) ?? [];
  return `${new Date(`${seconds.replace(" ", "T")}+09:00`).toISOString().slice(0, 19).replace("T", " ")}${fraction?.padEnd(7, "0") ?? ""}`;
}
