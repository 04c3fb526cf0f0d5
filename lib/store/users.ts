import { violatedColumn } from "./errors";
import type { Store } from "./open";
import { type Bool, dateText, query, type Step } from "./statements";

/** What the app needs of a row of auth_user. */
export interface User {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly age: number | null;
  readonly isActive: boolean;
  /** Django's encoded hash. */
  readonly password: string;
}

/** A user's columns as the engines give them. */
export interface UserColumns {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly age: number | null;
  readonly is_active: Bool;
  readonly password: string;
}

export function userFrom({ id, username, email, age, is_active, password }: UserColumns): User {
  return { id, username, email, age, isActive: Boolean(is_active), password };
}

export interface NewUser {
  readonly username: string;
  readonly password: string;
  readonly email: string;
  readonly age: number | null;
  readonly joinedAt: Date;
}

export type TakenField = "username" | "email";

/** Addresses are one and the same however they are capitalised. */
function emailKey(email: string): string | null {
  return email === "" ? null : email.toLowerCase();
}

const INSERT_USER = query<{ id: number }>(`
  INSERT INTO auth_user (username, password, email, age, date_joined, latchkey_email_key)
  SELECT ?, ?, ?, ?, ?, ?
  WHERE NOT EXISTS (SELECT 1 FROM auth_user WHERE lower(email) = ?)
  RETURNING id`);

/**
 * Inserts a user; the database decides whether name and address are free. Rows that Django made have no
 * `latchkey_email_key`: the same statement compares their address.
 */
export async function insertUser(
  store: Store,
  user: NewUser,
): Promise<{ ok: true; user: User } | { ok: false; taken: TakenField }> {
  const { username, password, email, age, joinedAt } = user;
  const key = emailKey(email);
  try {
    const params = [username, password, email, age, dateText(joinedAt), key, key];
    const [row] = await store.statements.writeReturning(INSERT_USER, ...params);
    if (!row) return { ok: false, taken: "email" };
    return { ok: true, user: { id: row.id, username, password, email, age, isActive: true } };
  } catch (error) {
    const column = violatedColumn(error);
    if (column === "username") return { ok: false, taken: "username" };
    if (column === "latchkey_email_key") return { ok: false, taken: "email" };
    throw error;
  }
}

const FIND_TAKEN = query<Record<TakenField, Bool>>(`
  SELECT EXISTS (SELECT 1 FROM auth_user WHERE username = ?) AS username,
         EXISTS (SELECT 1 FROM auth_user WHERE lower(email) = ?) AS email`);

/** Which of the two are taken now: for telling all errors at once; {@link insertUser} decides. */
export async function findTaken(
  store: Store,
  username: string | null,
  email: string | null,
): Promise<TakenField[]> {
  const key = email === null ? null : emailKey(email);
  const row = await store.statements.one(FIND_TAKEN, username, key);
  return (["username", "email"] as const).filter((field) => Boolean(row?.[field]));
}

const FIND_USER = query<UserColumns>(
  "SELECT id, username, email, age, is_active, password FROM auth_user WHERE username = ?",
);

export async function findUserByUsername(store: Store, username: string): Promise<User | null> {
  const row = await store.statements.one(FIND_USER, username);
  return row ? userFrom(row) : null;
}

/**
 * For a transaction that writes to a family before it adds a row which refers to the user: whoever deletes the user holds
 * that row and wants the families next.
 */
export function userLock(userId: number): Step {
  return { sql: "SELECT 1 FROM auth_user WHERE id = ? FOR KEY SHARE", params: [userId] };
}

/** Part of every sign-in's transaction. Does nothing where it is refused, since the user is not active any more. */
export function lastLoginStep(userId: number, at: Date): Step {
  return {
    sql: "UPDATE auth_user SET last_login = ? WHERE id = ? AND is_active",
    params: [dateText(at), userId],
  };
}

/**
 * Puts a stronger hash of the same password in the old one's place, if that still stands there, and carries the
 * sessions and token families that remember the old one along, in one transaction.
 * @param formerDigests what sessions may remember of the old hash (one per secret key)
 * @returns whether it still stood there
 */
export async function replacePasswordHash(
  store: Store,
  change: { userId: number; from: string; to: string; formerDigests: readonly string[]; digest: string },
): Promise<boolean> {
  const { userId, from, to, formerDigests, digest } = change;
  const carry = (table: "latchkey_session" | "latchkey_tokenfamily"): Step => ({
    sql: `UPDATE ${table} SET password_digest = ?
      WHERE user_id = ? AND password_digest IN (${formerDigests.map(() => "?").join(", ")})
        AND EXISTS (SELECT 1 FROM auth_user WHERE id = ? AND password = ?)`,
    params: [digest, userId, ...formerDigests, userId, to],
  });
  const [replaced] = await store.statements.write([
    { sql: "UPDATE auth_user SET password = ? WHERE id = ? AND password = ?", params: [to, userId, from] },
    carry("latchkey_session"),
    carry("latchkey_tokenfamily"),
  ]);
  return replaced === 1;
}
