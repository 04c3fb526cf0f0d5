import type { Engine } from "./statements";
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
  /** Whether Latchkey has made the user table. A Django project may use it besides. */
  readonly hasOwnUserTable: boolean;
}

/** What is looked up when a database is opened. */
type Found = Pick<Schema, "hasBlacklistTables" | "hasOwnUserTable">;

/** The user table in SQL, under the alias `u`. */
interface UserSql {
  /** `"auth_user" u` */
  readonly from: string;
  /** `u."id"` */
  readonly id: string;
  readonly key: KeySql;
  /** `u."username"` */
  column(field: keyof UserTable["columns"]): string;
  /** The select list that userFrom() takes apart. */
  readonly selected: string;
}

export function buildSchema(
  engine: Engine,
  { hasBlacklistTables, hasOwnUserTable }: Found,
  userTable: UserTable,
): Schema {
  const { table, key, columns } = userTable;
  const conversion = keySql(engine, key.type);
  const id = `u.${quoted(key.column)}`;
  const column = (field: keyof UserTable["columns"]) => `u.${quoted(columns[field])}`;
  const selected = [
    `${conversion.selected(id)} AS user_key`,
    ...USER_FIELDS.map((field) => `${column(field)} AS "user_${field}"`),
  ];
  const user = { from: `${quoted(table)} u`, id, key: conversion, column, selected: selected.join(", ") };
  return { engine, userTable, user, hasBlacklistTables, hasOwnUserTable };
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
