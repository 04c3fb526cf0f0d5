import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import Database from "libsql";
import { Client } from "pg";
import { isSqliteUrl, redactedUrl, sqliteFile } from "../address";
import { accessTo } from "../postgresql/connection";
import { quoted } from "../schema";
import { AdoptionError } from "./foreign";
import { ADOPTION } from "./read";

/** How long another process is waited for; milliseconds. */
const TIMEOUT_MS = 5000;

/**
 * Drops the tables that adopt() has made, in one transaction, and nothing else: the database is the Django project's alone again.
 * Everybody who signed in here is signed out.
 * @returns the names of what was dropped
 * @throws AdoptionError where the database was not adopted; where it cannot be reached or written
 */
export function undoAdoption(url: string): Promise<string[]> {
  return isSqliteUrl(url) ? undoInFile(url) : undoOnServer(url);
}

function refuse(url: string): AdoptionError {
  return new AdoptionError(`The database ${redactedUrl(url)} was not adopted: there is nothing to undo.`);
}

async function undoInFile(url: string): Promise<string[]> {
  if (!existsSync(sqliteFile(url))) throw refuse(url);
  const database = new Database(`${pathToFileURL(sqliteFile(url))}?mode=rw`, { timeout: TIMEOUT_MS });
  try {
    const found = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    const tables = (found as { name: string }[])
      .map(({ name }) => name)
      .filter((name) => name.startsWith("latchkey_"));
    if (!tables.includes(ADOPTION)) throw refuse(url);
    // Not get(): the driver would go on reading.
    const [adopted] = database.prepare(`SELECT journal_mode AS mode FROM ${ADOPTION}`).all();
    const { mode } = adopted as { mode: string };
    database.exec("PRAGMA foreign_keys = OFF");
    database.exec(
      ["BEGIN IMMEDIATE", ...tables.map((name) => `DROP TABLE ${quoted(name)}`), "COMMIT"].join(";"),
    );
    // As it was before. Where somebody has the file open, it stays as it is, which Django does not mind.
    if (/^(delete|truncate|persist)$/.test(mode)) restoreJournal(database, mode);
    return tables;
  } finally {
    database.close();
  }
}

function restoreJournal(database: Database.Database, mode: string): void {
  try {
    database.exec("PRAGMA busy_timeout = 0");
    database.exec(`PRAGMA journal_mode = ${mode}`);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== "string" || !/^SQLITE_(BUSY|LOCKED)/.test(code)) throw error;
  }
}

/** The schema that adoption makes where it may. */
const OWN_SCHEMA = "latchkey";

/** Tables of ours that the search path finds, or that are in our own schema, and their schemas. */
const TABLES = `
  SELECT c.relname AS name, n.nspname AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND (pg_table_is_visible(c.oid) OR n.nspname = '${OWN_SCHEMA}')
    AND starts_with(c.relname, 'latchkey_') ORDER BY 1`;

/** Whether the schema can be dropped, and made again by another adoption. */
const IS_OURS = `
  SELECT has_database_privilege(current_database(), 'CREATE') AND pg_has_role(nspowner, 'USAGE') AS ours
  FROM pg_namespace WHERE nspname = '${OWN_SCHEMA}'`;

async function undoOnServer(url: string): Promise<string[]> {
  const { config, prepare } = accessTo(url);
  const client = new Client(config);
  // Without a listener, an 'error' event crashes the process; the query under way is rejected besides.
  client.on("error", () => {});
  try {
    await client.connect();
    await prepare(client);
    await client.query("BEGIN");
    const { rows } = await client.query<{ name: string; schema: string }>(TABLES);
    if (!rows.some(({ name }) => name === ADOPTION)) throw refuse(url);
    const names = rows.map(({ name, schema }) => `${quoted(schema)}.${quoted(name)}`);
    await client.query(`DROP TABLE ${names.join(", ")}`);
    const schemas = await client.query<{ ours: boolean }>(IS_OURS);
    const isEmptied = rows.every(({ schema }) => schema === OWN_SCHEMA);
    if (isEmptied && schemas.rows[0]?.ours) await client.query(`DROP SCHEMA ${OWN_SCHEMA}`);
    await client.query("COMMIT");
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
