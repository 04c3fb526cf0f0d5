import { quoted } from "../schema";
import { type TableFacts, USERS_OF_ADMIN_LOG, WITH_PASSWORDS } from "../user_table_candidates";
import { type FileReader, openReadOnly } from "./open_read_only";
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

/**
 * A Django project's SQLite database. Each part is read in a transaction of its own: a Django that goes on writing never waits
 * long, and what it adds behind the last row comes along.
 * @param file its path; it has SQLite's signature
 * @throws SourceError
 */
export function openSqliteSource(file: string, wanted: Wanted): Source {
  const reader = attempt(() => openReadOnly(file), file);
  try {
    return attempt(() => sourceOf(reader, wanted), file);
  } catch (error) {
    reader.close();
    throw error;
  }
}

function sourceOf(reader: FileReader, wanted: Wanted): Source {
  const table = chooseUserTable(factsOf(reader), wanted);
  const columns = reader.rows("SELECT name, type, pk FROM pragma_table_info(?)", [table]);
  if (columns.length === 0) throw new SourceError(`It has no table ${table}.`);
  const names = new Set(columns.map(({ name }) => name ?? ""));
  const mapping = mapColumns(table, names, columns.find(({ pk }) => pk === "1")?.name ?? null, wanted);
  requireIntegerKey(table, columns.find(({ name }) => name === mapping.key)?.type ?? "");
  const hasTokens = [OUTSTANDING, BLACKLISTED].every((name) => hasTable(reader, name));
  return {
    table,
    count: Number(reader.rows(`SELECT count(*) AS n FROM ${quoted(table)}`)[0]?.n),
    lastKey: lastKeyOf(reader, table),
    users: () => pages<SourceUser>(reader, { table, key: mapping.key, values: valuesOf(mapping) }),
    tokens: () => (hasTokens ? pages<SourceToken>(reader, TOKENS) : noTokens()),
    close: async () => reader.close(),
  };
}

function factsOf(reader: FileReader): TableFacts {
  const [log] = reader.rows(USERS_OF_ADMIN_LOG.sqlite.sql);
  const users = reader.rows(WITH_PASSWORDS.sqlite.sql);
  return { adminLogUsers: log?.name ?? null, withPasswords: users.map(({ name }) => name ?? "") };
}

function hasTable(reader: FileReader, name: string): boolean {
  return (
    reader.rows("SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = ?", [name]).length > 0
  );
}

/** AUTOINCREMENT, which Django's tables have, remembers the keys of users who were deleted. */
function lastKeyOf(reader: FileReader, table: string): string | null {
  if (!hasTable(reader, "sqlite_sequence")) return null;
  return (
    reader.rows("SELECT CAST(seq AS TEXT) AS seq FROM sqlite_sequence WHERE name = ?", [table])[0]?.seq ??
    null
  );
}

interface Listed {
  readonly table: string;
  /** The column of its primary key. */
  readonly key: string;
  /** SQL expressions by the names of what is read. */
  readonly values: Readonly<Record<string, string>>;
}

const TOKENS: Listed = {
  table: OUTSTANDING,
  key: "id",
  values: {
    key: "id",
    jti: "jti",
    token: "token",
    createdAt: "created_at",
    expiresAt: "expires_at",
    blacklistedAt: `(SELECT b.blacklisted_at FROM ${BLACKLISTED} b WHERE b.token_id = ${OUTSTANDING}.id)`,
  },
};

function valuesOf(mapping: SourceColumns): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(mapping).map(([name, column]) => [
      name,
      column === null ? withoutColumn(name) : quoted(column),
    ]),
  );
}

async function* noTokens(): AsyncGenerator<readonly SourceToken[]> {}

/** In the order of the keys. */
async function* pages<T>(reader: FileReader, { table, key, values }: Listed): AsyncGenerator<readonly T[]> {
  const selected = Object.entries({ ...values, page_key: quoted(key) }).map(
    ([name, value]) => `CAST(${value} AS BLOB) AS ${quoted(name)}`,
  );
  const page = (where: string) =>
    `SELECT ${selected.join(", ")} FROM ${quoted(table)} ${where} ORDER BY ${quoted(key)} LIMIT ${PART_ROWS}`;
  let last: string | null = null;
  do {
    const sql: string = last === null ? page("") : page(`WHERE ${quoted(key)} > ?`);
    const at: string = `the row of ${table} behind the one whose ${key} is ${last ?? "0"}`;
    const rows: ReturnType<FileReader["rows"]> = attempt(
      () => reader.rows(sql, last === null ? [] : [last]),
      at,
    );
    if (rows.length > 0) yield rows as readonly Readonly<Record<string, unknown>>[] as readonly T[];
    last = rows.length < PART_ROWS ? null : (rows.at(-1)?.page_key ?? null);
  } while (last !== null);
}

/** @throws SourceError for what the driver refuses */
function attempt<T>(read: () => T, what: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SourceError || !(error instanceof Error)) throw error;
    const isHot = "code" in error && error.code === "SQLITE_READONLY_ROLLBACK";
    throw new SourceError(
      isHot
        ? `${what} has a transaction that was never finished, in a -journal file beside it: open it by Django once, which takes it back.`
        : `SQLite cannot read ${what}: ${error.message}.`,
    );
  }
}
