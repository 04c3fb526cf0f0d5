import { existsSync } from "node:fs";
import Database from "libsql";
import { Client } from "pg";
import { isSqliteUrl, sqliteFile } from "../address";
import { AdoptionError } from "../migrations/foreign";
import { accessTo, numbered } from "../postgresql/connection";
import { readOnlyUrl } from "../sqlite/read_only";
import type { Statements } from "../statements";

/** How long another process is waited for; milliseconds. */
const TIMEOUT_MS = 5000;

/** A connection that cannot write, and holds nobody up. */
export interface Inspection extends Pick<Statements, "engine" | "one" | "list"> {
  close(): Promise<void>;
}

/**
 * Opens a database for reading: nothing is written, no file made beside it, no lock taken that others would wait for.
 * @param url as openStore() takes it
 * @throws AdoptionError where there is no such file; where it cannot be reached
 */
export function openInspection(url: string): Promise<Inspection> {
  return isSqliteUrl(url) ? openFile(sqliteFile(url)) : openServer(url);
}

async function openFile(file: string): Promise<Inspection> {
  if (!existsSync(file))
    throw new AdoptionError(`There is no file ${file}: name the Django project's own in DATABASE_URL.`);
  const database = new Database(readOnlyUrl(file), { timeout: TIMEOUT_MS });
  return {
    engine: "sqlite",
    one: async ({ sql }, ...params) => database.prepare(sql).get([...params]) as never,
    list: async ({ sql }, ...params) => database.prepare(sql).all([...params]) as never[],
    close: async () => {
      database.close();
    },
  };
}

async function openServer(url: string): Promise<Inspection> {
  const { config, prepare } = accessTo(url, { enable_seqscan: "on", statement_timeout: 0 });
  const client = new Client({ ...config, query_timeout: 0 });
  // Without a listener, an 'error' event crashes the process; the query under way is rejected besides.
  client.on("error", () => {});
  try {
    await client.connect();
    await prepare(client);
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  } catch (error) {
    await client.end();
    throw error;
  }
  return {
    engine: "postgresql",
    one: async ({ sql }, ...params) => (await client.query(numbered(sql), [...params])).rows[0],
    list: async ({ sql }, ...params) => (await client.query(numbered(sql), [...params])).rows,
    close: () => client.end(),
  };
}
