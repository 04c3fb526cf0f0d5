import { randomUUID } from "node:crypto";
import { isAddressTaken } from "./addresses";
import { missingColumn } from "./errors";
import { quoted, type Schema } from "./schema";
import type { Step, Value } from "./statements";
import { UnsuitableDatabaseError } from "./unsuitable";
import type { InsertDefault } from "./user_mapping";

export interface NewUser {
  readonly username: string;
  readonly password: string;
  readonly email: string;
  /** The address as lib/accounts folds it; null where there is none. */
  readonly foldedEmail: string | null;
  readonly age: number | null;
  readonly joinedAt: Date;
}

/** How a column of a new user gets its value. */
interface Filled {
  readonly sql: string;
  readonly value: (user: NewUser) => Value;
}

/** A statement with its parameters, built once. */
export interface UserInsert {
  step(user: NewUser): Step;
}

/** Names every column that has no default in the database: Django's are made in Python. */
export function userInsert(schema: Schema): UserInsert {
  const columns = filledColumns(schema);
  const names = [...columns.keys()].map(quoted).join(", ");
  const filled = [...columns.values()];
  const sql = `
    INSERT INTO ${quoted(schema.userTable.table)} (${names})
    SELECT ${filled.map(({ sql }) => sql).join(", ")} WHERE NOT ${isAddressTaken(schema)}`;
  return {
    step: (user) => ({ sql, params: [...filled.map(({ value }) => value(user)), user.foldedEmail] }),
  };
}

function filledColumns(schema: Schema): ReadonlyMap<string, Filled> {
  const { columns, constants, key, found } = schema.userTable;
  const param = (value: Filled["value"], sql = "?"): Filled => ({ sql, value });
  const joined = param(({ joinedAt }) => schema.djangoTime(joinedAt));
  const mayBeNull = (name: string) => !found.get(name)?.isRequired;
  const all: [string | null, Filled][] = Object.entries(constants).map(([name, constant]) => [
    name,
    param(
      constantValue(schema, name, constant),
      name === key.column && key.type === "uuid" ? schema.user.key.fromParam : "?",
    ),
  ]);
  all.push(
    // What may be NULL may also be unique, and of many users without an address each has one then.
    [columns.email, param(({ email }) => email, mayBeNull(columns.email ?? "") ? "NULLIF(?, '')" : "?")],
    [columns.age, ageOf(schema)],
    [columns.dateJoined, joined],
    // Before Django 1.8 it had to have a value.
    [columns.lastLogin, mayBeNull(columns.lastLogin ?? "") ? param(() => null) : joined],
    [columns.password, param(({ password }) => password)],
    [columns.username, param(({ username }) => username)],
  );
  return new Map(all.filter((entry): entry is [string, Filled] => entry[0] !== null));
}

/** An age that is not given is what a required column has by its default, where one is known. */
function ageOf(schema: Schema): Filled {
  const { columns, constants } = schema.userTable;
  const fallback = constants[columns.age ?? ""] ?? null;
  const ageless = constantValue(schema, columns.age ?? "", fallback);
  return { sql: "?", value: (user) => user.age ?? ageless(user) };
}

function constantValue(schema: Schema, column: string, constant: InsertDefault): Filled["value"] {
  const type = schema.userTable.found.get(column)?.type ?? "";
  if (constant === "now()") {
    const length = type === "date" ? "2026-11-24".length : undefined;
    return ({ joinedAt }) => schema.djangoTime(joinedAt).slice(0, length);
  }
  if (constant === "uuid4()") {
    const isPlain = /^char(acter)?\(32\)$/.test(type);
    return () => (isPlain ? randomUUID().replaceAll("-", "") : randomUUID());
  }
  if (typeof constant !== "boolean") return () => constant;
  const value = schema.engine === "sqlite" ? Number(constant) : `${constant}`;
  return () => value;
}

/**
 * What is wrong where a new user cannot be stored because a column has no value.
 * @throws UnsuitableDatabaseError then
 */
export function refuseMissingValue({ userTable: { table } }: Schema, error: unknown): void {
  const column = missingColumn(error, table);
  if (column === null) return;
  throw new UnsuitableDatabaseError(
    `No user can be made: the column ${column} of the table ${table} must have a value. Name one in USER_INSERT_DEFAULTS, or set SIGN_UP=false.`,
  );
}
