import { recordAddressSteps } from "../addresses";
import { isAnyUniqueViolation } from "../errors";
import type { Store } from "../open";
import type { Engine, Step, Value } from "../statements";
import { readExpression } from "./find_imported";
import { COLUMNS, type DigestedUser, FIELDS, type Field, type UserValues } from "./imported_user";

/** Rows of one INSERT: few different statements, which are prepared once. */
const CHUNKS = [100, 10, 1] as const;

/**
 * Inserts users with their keys and addresses, and notes that they were imported, in one transaction. The keys that sign-ups get
 * from now on are higher.
 * @param at when those joined of whom the source does not tell
 * @returns false where nothing is written: a key or a name has been taken meanwhile, or two of the users share one
 */
export async function insertImported(
  store: Store,
  users: readonly DigestedUser[],
  at: Date,
): Promise<boolean> {
  if (users.length === 0) return true;
  const { engine } = store.schema;
  const valueIn = (user: UserValues, field: Field) =>
    field === "dateJoined" && user.dateJoined === null
      ? store.schema.djangoTime(at)
      : stored(engine, field, user[field]);
  const addresses = users.flatMap(({ user: { key, email, foldedEmail } }) =>
    foldedEmail === null ? [] : [[key, email, foldedEmail]],
  );
  const steps = [
    ...lastKeySteps(engine, highestKey(users)),
    ...inserts(
      `auth_user (${FIELDS.map((field) => COLUMNS[field]).join(", ")})`,
      users.map(({ user }) => FIELDS.map((field) => valueIn(user, field))),
    ),
    ...inserts(
      "latchkey_import (id, digest)",
      users.map(({ user, digest }) => [user.key, digest]),
    ),
    // What is there of a user who had the key before says nothing of this one.
    ...inserts(
      "latchkey_address (user_key, address, folded, claimed)",
      addresses,
      "ON CONFLICT (user_key) DO UPDATE SET address = excluded.address, folded = excluded.folded, claimed = false, verified_at = NULL",
      "(?, ?, ?, false)",
    ),
  ];
  try {
    await store.statements.write(steps, { throwsViolations: true });
    return true;
  } catch (error) {
    if (isAnyUniqueViolation(error)) return false;
    throw error;
  }
}

/**
 * Replaces what was imported of a user before, where the row still holds exactly what was read of it.
 * @returns false where it does not, or the new name is taken
 */
export async function updateImported(
  store: Store,
  { user, digest }: DigestedUser,
  present: UserValues,
): Promise<boolean> {
  const { engine } = store.schema;
  const changed = FIELDS.filter(
    (field) => field !== "key" && !(field === "dateJoined" && user.dateJoined === null),
  );
  const update: Step = {
    sql: `UPDATE auth_user AS u SET ${changed.map((field) => `${COLUMNS[field]} = ?`).join(", ")}
      WHERE u.id = ? AND ${changed.map((field) => `${readExpression(engine, field)} IS NOT DISTINCT FROM ?`).join(" AND ")}`,
    params: [
      ...changed.map((field) => stored(engine, field, user[field])),
      user.key,
      ...changed.map((field) => plain(present[field])),
    ],
  };
  const { key: userKey, email, foldedEmail: folded } = user;
  const steps = [
    update,
    { sql: "UPDATE latchkey_import SET digest = ? WHERE id = ?", params: [digest, userKey] },
    ...recordAddressSteps(store, [{ userKey, email, folded }]),
  ];
  try {
    const [updated] = await store.statements.write(steps, { guarded: true, throwsViolations: true });
    return updated === 1;
  } catch (error) {
    if (isAnyUniqueViolation(error)) return false;
    throw error;
  }
}

/** Makes sign-ups get keys above this one from now on: also the keys of users who were deleted are given to nobody else. */
export async function reserveKeys(store: Store, lastKey: string): Promise<void> {
  await store.statements.write(lastKeySteps(store.schema.engine, lastKey));
}

function highestKey(users: readonly DigestedUser[]): string {
  const keys = users.map(({ user }) => user.key);
  // Digits without leading zeros: a longer one is higher.
  return keys.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).at(-1) ?? "0";
}

/** A sequence is only ever moved forward. */
function lastKeySteps(engine: Engine, key: string): Step[] {
  if (engine === "postgresql") {
    const sql = `
      SELECT setval(s, CAST(? AS bigint)) FROM CAST(pg_get_serial_sequence('auth_user', 'id') AS regclass) s
      WHERE COALESCE(pg_sequence_last_value(s), 0) < CAST(? AS bigint)`;
    return [{ sql, params: [key, key] }];
  }
  return [
    {
      sql: `INSERT INTO sqlite_sequence (name, seq) SELECT 'auth_user', 0
        WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'auth_user')`,
      params: [],
    },
    {
      sql: "UPDATE sqlite_sequence SET seq = max(seq, CAST(? AS INTEGER)) WHERE name = 'auth_user'",
      params: [key],
    },
  ];
}

function inserts(
  into: string,
  rows: readonly (readonly Value[])[],
  conflict = "",
  row = `(${(rows[0] ?? []).map(() => "?").join(", ")})`,
): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < rows.length; ) {
    const size = CHUNKS.find((chunk) => chunk <= rows.length - at) ?? 1;
    const values = new Array<string>(size).fill(row).join(", ");
    steps.push({
      sql: `INSERT INTO ${into} VALUES ${values} ${conflict}`,
      params: rows.slice(at, at + size).flat(),
    });
    at += size;
  }
  return steps;
}

/** A value as the column has it: times in Django's spelling, in PostgreSQL with their zone. */
function stored(engine: Engine, field: Field, value: UserValues[Field]): Value {
  if (typeof value !== "string" || (field !== "lastLogin" && field !== "dateJoined")) return plain(value);
  return engine === "postgresql" ? `${value}+00` : value.replace(/\.000000$/, "");
}

function plain(value: UserValues[Field]): Value {
  return typeof value === "boolean" ? Number(value) : value;
}
