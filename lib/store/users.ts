import { ADDRESS_CLAIM_CONSTRAINT, claimAddressSteps, isAddressTaken } from "./addresses";
import { isUniqueViolation } from "./errors";
import { type NewUser, refuseMissingValue, userInsert } from "./insert_user";
import type { Store } from "./open";
import { perSchema, quoted, type Schema } from "./schema";
import { type Bool, query, type Step } from "./statements";
import { type User, type UserColumns, userFrom } from "./user_table";

export type { User } from "./user_table";

export type TakenField = "username" | "email";

const sqlOf = perSchema((schema) => {
  const { userTable, user } = schema;
  const { table, columns } = userTable;
  const hasName = `${user.column("username")} = ?`;
  const hasKey = `${user.id} = ${user.key.fromParam}`;
  const update = (column: string) => `UPDATE ${quoted(table)} AS u SET ${quoted(column)} = ?`;
  return {
    insert: userInsert(schema),
    byUsername: query<UserColumns>(`SELECT ${user.selected} FROM ${user.from} WHERE ${hasName}`),
    byKey: query<UserColumns>(`SELECT ${user.selected} FROM ${user.from} WHERE ${hasKey}`),
    taken: query<Record<TakenField, Bool>>(
      `SELECT EXISTS (SELECT 1 FROM ${user.from} WHERE ${hasName}) AS username, ${isAddressTaken(schema)} AS email`,
    ),
    setLastLogin:
      columns.lastLogin === null
        ? null
        : `${update(columns.lastLogin)} WHERE ${hasKey} AND ${user.column("isActive")}`,
    setPassword: `${update(columns.password)} WHERE ${hasKey} AND ${user.column("password")} = ?`,
  };
});

/**
 * Inserts a user and claims the address. The database decides whether name and address are free: of two sign-ups at the same
 * moment, which both find them free, the unique constraints let one through.
 * @param further steps of the same transaction
 * @returns the user as stored, or what is taken: null where nothing is, and the user was deleted at that moment
 */
export async function insertUser(
  store: Store,
  user: NewUser,
  further: readonly Step[] = [],
): Promise<{ ok: true; user: User } | { ok: false; taken: TakenField | null }> {
  const { username, foldedEmail } = user;
  const { schema, statements } = store;
  const steps = [
    sqlOf(store).insert.step(user),
    ...(foldedEmail === null ? [] : claimAddressSteps(store, username, foldedEmail)),
    ...further,
  ];
  try {
    const [inserted] = await statements.write(steps, { guarded: true, throwsViolations: true });
    if (inserted === 0) return { ok: false, taken: "email" };
  } catch (error) {
    refuseMissingValue(schema, error);
    return { ok: false, taken: takenField(schema, error) };
  }
  const made = await findUserByUsername(store, username);
  return made === null ? { ok: false, taken: null } : { ok: true, user: made };
}

/** Which of the two another transaction took meanwhile. @throws the error, where it is about neither */
export function takenField({ userTable, nameIsAddress }: Schema, error: unknown): TakenField {
  const { table, columns, usernameConstraint, emailConstraint } = userTable;
  const isViolated = (name: string | null, column: string | null) =>
    name !== null && isUniqueViolation(error, { name, columns: `${table}.${column}` });
  if (isUniqueViolation(error, ADDRESS_CLAIM_CONSTRAINT)) return "email";
  if (isViolated(usernameConstraint, columns.username)) return nameIsAddress ? "email" : "username";
  if (isViolated(emailConstraint, columns.email)) return "email";
  throw error;
}

/** Which of the two are taken now, so that all errors are reported at once; {@link insertUser} decides. */
export async function findTaken(
  store: Store,
  username: string | null,
  foldedEmail: string | null,
): Promise<TakenField[]> {
  return takenFrom(store, await store.statements.one(sqlOf(store).taken, username, foldedEmail));
}

/** Where users are named by their addresses, what is taken is the address. */
export function takenFrom(
  { schema: { nameIsAddress } }: Store,
  row: Readonly<Record<TakenField, Bool>> | undefined,
): TakenField[] {
  const taken = (["username", "email"] as const).filter((field) => Boolean(row?.[field]));
  return nameIsAddress && taken.length > 0 ? ["email"] : taken;
}

export async function findUserByUsername(store: Store, username: string): Promise<User | null> {
  const row = await store.statements.one(sqlOf(store).byUsername, username);
  return row === undefined ? null : userFrom(store.schema.userTable, row);
}

/** @param key as {@link User} has it */
export async function findUserByKey(store: Store, key: string): Promise<User | null> {
  const row = await store.statements.one(sqlOf(store).byKey, key);
  return row === undefined ? null : userFrom(store.schema.userTable, row);
}

/** Sets last_login, in the transaction of the sign-in; no step where users have none. */
export function lastLoginSteps(store: Store, userKey: string, at: Date): Step[] {
  const { setLastLogin: sql } = sqlOf(store);
  return sql === null ? [] : [{ sql, params: [store.schema.djangoTime(at), userKey] }];
}

/**
 * Replaces a user's password hash by a stronger one of the same password, unless it has changed meanwhile. Sessions and token
 * families stay live: their digests of the old hash are replaced in the same transaction. Django's sessions end by it; ours that
 * have taken one over do not.
 * @param formerDigests digests of the old hash, one per secret key
 * @returns whether the hash was replaced
 */
export async function replacePasswordHash(
  store: Store,
  change: { userKey: string; from: string; to: string; formerDigests: readonly string[]; digest: string },
): Promise<boolean> {
  const { userKey, from, to, formerDigests, digest } = change;
  const carry = (table: "latchkey_session" | "latchkey_family"): Step => ({
    sql: `UPDATE ${table} SET password_digest = ?${table === "latchkey_session" ? ", django_key = NULL" : ""}
      WHERE user_key = ? AND password_digest IN (${formerDigests.map(() => "?").join(", ")})`,
    params: [digest, userKey, ...formerDigests],
  });
  const steps = [
    { sql: sqlOf(store).setPassword, params: [to, userKey, from] },
    carry("latchkey_session"),
    carry("latchkey_family"),
  ];
  const [replaced] = await store.statements.write(steps, { guarded: true });
  return replaced === 1;
}
