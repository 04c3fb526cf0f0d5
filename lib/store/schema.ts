import { dateFromLocal, localTimeText } from "./local_time";
import { dateFrom, type Engine, type Time, timeText } from "./statements";
import type { UserClaim } from "./user_claims";
import { type KeySql, keySql } from "./user_key";
import { USER_FIELDS, type UserTable } from "./user_table";

/** What statements are built from, known when the database is opened. */
export interface Schema {
  readonly engine: Engine;
  readonly userTable: UserTable;
  readonly user: UserSql;
  /**
   * Whether simplejwt's token_blacklist app has its tables here. They are then read and written as simplejwt does, beside
   * latchkey_token.
   */
  readonly hasBlacklistTables: boolean;
  /** Whether django.contrib.sessions has its table here, and we may read it. */
  readonly hasDjangoSessions: boolean;
  /** Whether we may delete its rows, too. */
  readonly endsDjangoSessions: boolean;
  /** Django's groups and who is in which, where their tables are here and we may read them; null: there are none. */
  readonly userGroups: UserGroups | null;
  /** Whether Latchkey has made the user table. A Django project may use it besides. */
  readonly hasOwnUserTable: boolean;
  /** Whether users are named by their addresses: both are one column. */
  readonly nameIsAddress: boolean;
  /** A time as Django's own tables have it, but simplejwt's, which are in UTC whatever USE_TZ says (`aware_utcnow`). */
  djangoTime(at: Date): string;
  /** Reads what {@link djangoTime} writes, or Django. */
  djangoDate(time: Time): Date;
}

/** The table in which Django (PermissionsMixin) has who is in which group of `auth_group`. */
export interface UserGroups {
  readonly table: string;
  /** The column that refers to the user: `user_id`, where the model is named `User`. */
  readonly userColumn: string;
}

/** What is looked up when a database is opened. */
type Found = Pick<
  Schema,
  "hasBlacklistTables" | "hasDjangoSessions" | "endsDjangoSessions" | "userGroups" | "hasOwnUserTable"
>;

/** The user table in SQL, under the alias `u`. */
interface UserSql {
  /** `"auth_user" u` */
  readonly from: string;
  /** `u."id"` */
  readonly id: string;
  readonly key: KeySql;
  /** `u."username"`; where the table has no such column, what stands for it. */
  column(field: keyof UserTable["columns"]): string;
  /** The select list that userFrom() takes apart. */
  readonly selected: string;
}

export function buildSchema(engine: Engine, given: Found, userTable: UserTable): Schema {
  const { columns, timeZone } = userTable;
  return {
    engine,
    userTable,
    user: userSql(engine, userTable),
    nameIsAddress: columns.email === columns.username,
    ...given,
    djangoTime: (at) => (timeZone === null ? timeText(engine, at) : localTimeText(at, timeZone)),
    djangoDate: (time) =>
      timeZone === null || typeof time !== "string" ? dateFrom(time) : dateFromLocal(time, timeZone),
  };
}

export function userSql(engine: Engine, userTable: UserTable): UserSql {
  const { table, key } = userTable;
  const conversion = keySql(engine, key.type);
  const id = `u.${quoted(key.column)}`;
  const column = (field: UserField) => columnSql(userTable, field);
  const selected = [
    `${conversion.selected(id)} AS user_key`,
    ...USER_FIELDS.map((field) => `${column(field)} AS "user_${field}"`),
    ...userTable.claims.map((claim, index) => `${claimSql(engine, claim)} AS claim_${index}`),
  ];
  return { from: `${quoted(table)} u`, id, key: conversion, column, selected: selected.join(", ") };
}

/** SQLite's driver would round an integer beyond 2^53. */
function claimSql(engine: Engine, { column, kind }: UserClaim): string {
  const sql = `u.${quoted(column)}`;
  if (engine === "postgresql" || kind !== "integer") return sql;
  return `CASE WHEN abs(${sql}) <= ${Number.MAX_SAFE_INTEGER} THEN ${sql} ELSE CAST(${sql} AS TEXT) END`;
}

type UserField = keyof UserTable["columns"];

/** What a user has of a field for which the table has no column. */
const WITHOUT_COLUMN = {
  email: "''",
  age: "CAST(NULL AS INTEGER)",
  isActive: "true",
  isStaff: "false",
  lastLogin: "NULL",
  dateJoined: "NULL",
} as const;

function columnSql({ columns, found }: UserTable, field: UserField): string {
  const name = columns[field];
  if (name === null) return field === "username" || field === "password" ? "NULL" : WITHOUT_COLUMN[field];
  const mayBeNull = field === "email" && !found.get(name)?.isRequired;
  return mayBeNull ? `COALESCE(u.${quoted(name)}, '')` : `u.${quoted(name)}`;
}

/**
 * Builds statements once for each opened database, when they are first needed.
 * @returns a function from a store to its statements
 */
export function perSchema<T>(build: (schema: Schema) => T): (store: { readonly schema: Schema }) => T {
  const built = new WeakMap<Schema, T>();
  return ({ schema }) => {
    const known = built.get(schema);
    if (known !== undefined) return known;
    const statements = build(schema);
    built.set(schema, statements);
    return statements;
  };
}

/** A name as an identifier. @throws TypeError for one with a question mark, which would pass for a parameter */
export function quoted(name: string): string {
  if (name.includes("?")) throw new TypeError(`The name ${name} of a table or column has a question mark.`);
  return `"${name.replaceAll('"', '""')}"`;
}
