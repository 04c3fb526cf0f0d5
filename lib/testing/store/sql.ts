import { createClient } from "@libsql/client";
import { Client, types } from "pg";
import { isSqliteUrl } from "@/lib/store/address";
import { numbered } from "@/lib/store/postgresql/connection";
import { dateFrom, type Engine, type Time, type Value } from "@/lib/store/statements";

type Param = Value | boolean;
type Row = Readonly<Record<string, unknown>>;

/** A connection of a test's own, beside the app's, as a Django has one. It connects when first used. */
export interface Sql {
  readonly engine: Engine;
  /** Runs ``sql`SELECT … ${value}` `` and gives its rows. */
  <R extends object = Row>(parts: TemplateStringsArray, ...values: Param[]): Promise<R[]>;
  /** Runs a text, with a `?` for each of its parameters, and gives its rows. */
  query<R extends object = Row>(text: string, ...params: Param[]): Promise<R[]>;
  /** Runs statements without parameters, one after the other. */
  script(text: string): Promise<void>;
  /** How many rows a table has. */
  count(table: string): Promise<number>;
  /** Keeps everybody else from writing. @returns what ends it */
  hold(): Promise<() => Promise<unknown>>;
  close(): Promise<void>;
}

interface Connection {
  script(text: string): Promise<unknown>;
  run(text: string, params: readonly Param[]): Promise<Row[]>;
  hold(): Promise<() => Promise<unknown>>;
  close(): Promise<void>;
}

export function openSql(url: string): Sql {
  const engine = isSqliteUrl(url) ? "sqlite" : "postgresql";
  let opened: Promise<Connection> | null = null;
  const connection = () => {
    opened ??= engine === "sqlite" ? openFile(url) : connectTo(url);
    return opened;
  };
  const query = async <R extends object>(text: string, ...params: Param[]) =>
    (await (await connection()).run(text, params)) as R[];
  const tag = <R extends object>(parts: TemplateStringsArray, ...values: Param[]) =>
    query<R>(parts.join("?"), ...values);
  return Object.assign(tag, {
    engine,
    query,
    script: async (text: string) => {
      await (await connection()).script(text);
    },
    count: async (table: string) =>
      (await query<{ count: number }>(`SELECT count(*) AS count FROM "${table}"`))[0]?.count ?? 0,
    hold: async () => (await connection()).hold(),
    close: async () => (await opened)?.close(),
  } as const);
}

async function openFile(url: string): Promise<Connection> {
  const client = createClient({ url, timeout: 5000 });
  return {
    script: (text) => client.executeMultiple(text),
    run: async (sql, args) => (await client.execute({ sql, args: [...args] })).rows,
    async hold() {
      const transaction = await client.transaction("write");
      return () => transaction.rollback();
    },
    close: async () => client.close(),
  };
}

const LOCKED_TABLES = [
  "auth_user",
  "latchkey_session",
  "latchkey_family",
  "latchkey_token",
  "latchkey_address",
];

async function connectTo(url: string): Promise<Connection> {
  // As Django's connections have it, whatever the server's zone is.
  const options = "-c TimeZone=UTC";
  const client = new Client({ connectionString: url, options, types: { getTypeParser: parserOf } });
  await client.connect();
  return {
    script: (text) => client.query(text),
    run: async (text, params) => (await client.query(numbered(text), [...params])).rows,
    async hold() {
      await client.query(`BEGIN; LOCK TABLE ${LOCKED_TABLES.join(", ")} IN EXCLUSIVE MODE`);
      return () => client.query("ROLLBACK");
    },
    close: () => client.end(),
  };
}

/** Counts come as text otherwise. */
const parserOf: typeof types.getTypeParser = (type: number, format?: unknown) =>
  type === types.builtins.INT8 ? Number : types.getTypeParser(type, format as "text");

/** A row of auth_user, the same on both engines. */
export interface UserRow {
  readonly id: number;
  readonly username: string;
  readonly password: string;
  readonly email: string;
  readonly age: number | null;
  readonly firstName: string;
  readonly isActive: boolean;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  readonly lastLogin: Date | null;
}

/** All users, the oldest first. */
export async function userRows(sql: Sql): Promise<UserRow[]> {
  const rows = await sql<{
    id: number;
    username: string;
    password: string;
    email: string;
    age: number | null;
    first_name: string;
    is_active: unknown;
    is_staff: unknown;
    is_superuser: unknown;
    last_login: Time | null;
  }>`SELECT * FROM auth_user ORDER BY id`;
  return rows.map(({ id, username, password, email, age, ...row }) => ({
    id,
    username,
    password,
    email,
    age,
    firstName: row.first_name,
    isActive: Boolean(row.is_active),
    isStaff: Boolean(row.is_staff),
    isSuperuser: Boolean(row.is_superuser),
    lastLogin: row.last_login === null ? null : dateFrom(row.last_login),
  }));
}

/** The first user. @throws where there is none */
export async function firstUser(sql: Sql): Promise<UserRow> {
  const [first] = await userRows(sql);
  if (first === undefined) throw new Error("There is no user.");
  return first;
}

/** Adds a user as Django does: with all of its columns. */
export async function addUser(
  sql: Sql,
  user: {
    readonly id?: number;
    readonly username: string;
    readonly password?: string;
    readonly email?: string;
  },
): Promise<void> {
  const { id, username, password = "!", email = "" } = user;
  const columns =
    "username, password, email, first_name, last_name, is_superuser, is_staff, is_active, date_joined";
  const values = "?, ?, ?, '', '', false, false, true, '2026-11-01 00:00:00'";
  if (id === undefined) {
    await sql.query(`INSERT INTO auth_user (${columns}) VALUES (${values})`, username, password, email);
    return;
  }
  await sql.query(
    `INSERT INTO auth_user (id, ${columns}) VALUES (?, ${values})`,
    id,
    username,
    password,
    email,
  );
  // As SQLite does by itself, and Django's loaddata.
  if (sql.engine === "postgresql")
    await sql`SELECT setval(pg_get_serial_sequence('auth_user', 'id'), (SELECT max(id) FROM auth_user))`;
}
