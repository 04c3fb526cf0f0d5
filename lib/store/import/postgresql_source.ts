import { Client } from "pg";
import { redactedUrl } from "../address";
import { searchPath } from "../postgresql/session";
import { quoted } from "../schema";
import { type TableFacts, USERS_OF_ADMIN_LOG, WITH_PASSWORDS } from "../user_table_candidates";
import {
  BLACKLISTED,
  OUTSTANDING,
  PART_ROWS,
  type Source,
  SourceError,
  type SourceToken,
  type SourceUser,
} from "./source";
import {
  chooseUserTable,
  mapColumns,
  requireIntegerKey,
  type SourceColumns,
  type Wanted,
  withoutColumn,
} from "./source_columns";

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Texts of times do not depend on the server then; and the transaction stays open while what was read is written. LOCAL, since a
 * pooler may hand the session on.
 */
const SETTINGS = `
  SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL client_encoding = 'UTF8';
  SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '10s'; SET LOCAL idle_in_transaction_session_timeout = 0`;

/**
 * A Django project's PostgreSQL database, read by cursors in one read-only transaction: all of it is of the same moment.
 * @param url `postgresql://…`; its `schema`, as DATABASE_URL's, is the schema of the tables
 * @throws SourceError
 */
export async function openPostgresqlSource(url: string, wanted: Wanted): Promise<Source> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // Without a listener, an 'error' event crashes the process; the query under way is rejected besides.
  client.on("error", () => {});
  try {
    return await attempt(() => begin(client, url, wanted), redactedUrl(url));
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

async function begin(client: Client, url: string, wanted: Wanted): Promise<Source> {
  const schema = new URL(url).searchParams.get("schema");
  await client.connect();
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  await client.query(SETTINGS);
  if (schema) await client.query(`SET LOCAL search_path = ${searchPath(schema)}`);
  const table = chooseUserTable(await factsOf(client), wanted);
  const columns = await columnsOf(client, table);
  const mapping = mapColumns(table, new Set(columns.keys()), keyOf(columns), wanted);
  requireIntegerKey(table, columns.get(mapping.key)?.type ?? "");
  const [facts] = await rowsOf<{ n: string; last: string | null; tokens: boolean }>(
    client,
    `SELECT count(*) AS n, (${LAST_KEY}) AS last,
      to_regclass('${OUTSTANDING}') IS NOT NULL AND to_regclass('${BLACKLISTED}') IS NOT NULL AS tokens
    FROM ${quoted(table)}`,
    [quoted(table), mapping.key],
  );
  const users = `SELECT ${selectedOf(mapping)} FROM ${quoted(table)} ORDER BY ${quoted(mapping.key)}`;
  return {
    table,
    count: Number(facts?.n),
    lastKey: facts?.last ?? null,
    users: () => parts<SourceUser>(client, users, table),
    tokens: () => (facts?.tokens ? parts<SourceToken>(client, TOKENS, OUTSTANDING) : noTokens()),
    close: () => client.end(),
  };
}

/** The sequence remembers the keys of users who were deleted. Null where the role cannot read it. */
const LAST_KEY = `
  SELECT CASE WHEN has_sequence_privilege(s, 'USAGE') OR has_sequence_privilege(s, 'SELECT') THEN pg_sequence_last_value(s) END
  FROM CAST(pg_get_serial_sequence($1, $2) AS regclass) s`;

async function factsOf(client: Client): Promise<TableFacts> {
  const [log] = await rowsOf<{ name: string }>(client, USERS_OF_ADMIN_LOG.postgresql.sql);
  const users = await rowsOf<{ name: string }>(client, WITH_PASSWORDS.postgresql.sql);
  return { adminLogUsers: log?.name ?? null, withPasswords: users.map(({ name }) => name) };
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isKey: boolean;
}

type Columns = ReadonlyMap<string, Column>;

async function columnsOf(client: Client, table: string): Promise<Columns> {
  const rows = await rowsOf<Column>(
    client,
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, EXISTS (
      SELECT 1 FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary AND i.indkey[0] = a.attnum) AS "isKey"
    FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [quoted(table)],
  );
  if (rows.length === 0) throw new SourceError(`It has no table ${table}.`);
  return new Map(rows.map((column) => [column.name, column]));
}

function keyOf(columns: Columns): string | null {
  return [...columns.values()].find(({ isKey }) => isKey)?.name ?? null;
}

/** Everything as text: numbers keep their digits, times their microseconds; a time without a zone is a local one. */
function selectedOf(mapping: SourceColumns): string {
  const values = Object.entries(mapping).map(
    ([name, column]) =>
      `CAST(${column === null ? withoutColumn(name) : quoted(column)} AS text) AS ${quoted(name)}`,
  );
  return values.join(", ");
}

const TOKENS = `
  SELECT CAST(o.id AS text) AS key, o.jti, o.token, CAST(o.created_at AS text) AS "createdAt",
    CAST(o.expires_at AS text) AS "expiresAt", CAST(b.blacklisted_at AS text) AS "blacklistedAt"
  FROM ${OUTSTANDING} o LEFT JOIN ${BLACKLISTED} b ON b.token_id = o.id ORDER BY o.id`;

async function* noTokens(): AsyncGenerator<readonly SourceToken[]> {}

async function* parts<T extends object>(
  client: Client,
  sql: string,
  table: string,
): AsyncGenerator<readonly T[]> {
  const fetch = (statement: string) => attempt(() => rowsOf<T>(client, statement), `the table ${table}`);
  await fetch(`DECLARE import_rows NO SCROLL CURSOR FOR ${sql}`);
  for (;;) {
    const rows = await fetch(`FETCH ${PART_ROWS} FROM import_rows`);
    if (rows.length === 0) break;
    yield rows;
  }
  await fetch("CLOSE import_rows");
}

async function rowsOf<T extends object>(
  client: Client,
  sql: string,
  params: readonly string[] = [],
): Promise<T[]> {
  return (await client.query<T>(sql, [...params])).rows;
}

/** @throws SourceError for what the server refuses, or where it cannot be reached */
async function attempt<T>(read: () => Promise<T>, what: string): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SourceError || !(error instanceof Error)) throw error;
    const message = error instanceof AggregateError ? error.errors.map(String).join("; ") : error.message;
    throw new SourceError(`PostgreSQL cannot read ${what}: ${message}.`);
  }
}
