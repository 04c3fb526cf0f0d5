import { violatedColumn } from "./errors";
import { Prisma } from "./generated/client";
import type { Store } from "./open";

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

/** A user's columns as SQLite gives them. */
export interface UserColumns {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly age: number | null;
  readonly is_active: number;
  readonly password: string;
}

export function userFrom({ id, username, email, age, is_active, password }: UserColumns): User {
  return { id, username, email, age, isActive: is_active === 1, password };
}

const userSelect = {
  id: true,
  username: true,
  email: true,
  age: true,
  isActive: true,
  password: true,
} as const;

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

/**
 * Inserts a user; the database decides whether name and address are free. Rows that Django made have no
 * `latchkey_email_key`: the same statement compares their address.
 */
export async function insertUser(
  store: Store,
  user: NewUser,
): Promise<{ ok: true; user: User } | { ok: false; taken: TakenField }> {
  const key = emailKey(user.email);
  try {
    const rows = await store.$queryRaw<{ id: number }[]>`
      INSERT INTO auth_user (username, password, email, age, date_joined, latchkey_email_key)
      SELECT ${user.username}, ${user.password}, ${user.email}, ${user.age}, ${user.joinedAt}, ${key}
      WHERE NOT EXISTS (SELECT 1 FROM auth_user WHERE lower(email) = ${key})
      RETURNING id`;
    const id = rows[0]?.id;
    if (id === undefined) return { ok: false, taken: "email" };
    const { username, password, email, age } = user;
    return { ok: true, user: { id: Number(id), username, password, email, age, isActive: true } };
  } catch (error) {
    const column = violatedColumn(error);
    if (column === "username") return { ok: false, taken: "username" };
    if (column === "latchkey_email_key") return { ok: false, taken: "email" };
    throw error;
  }
}

/** Which of the two are taken now: for telling all errors at once; {@link insertUser} decides. */
export async function findTaken(
  store: Store,
  username: string | null,
  email: string | null,
): Promise<TakenField[]> {
  const key = email === null ? null : emailKey(email);
  const rows = await store.$queryRaw<{ username: bigint; email: bigint }[]>`
    SELECT EXISTS (SELECT 1 FROM auth_user WHERE username = ${username}) AS username,
           EXISTS (SELECT 1 FROM auth_user WHERE lower(email) = ${key}) AS email`;
  return (["username", "email"] as const).filter((field) => Number(rows[0]?.[field] ?? 0) === 1);
}

export function findUserByUsername(store: Store, username: string): Promise<User | null> {
  return store.user.findUnique({ where: { username }, select: userSelect });
}

export async function setLastLogin(store: Store, userId: number, at: Date): Promise<void> {
  await store.user.updateMany({ where: { id: userId }, data: { lastLogin: at } });
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
  const { userId, from, to, digest } = change;
  const former = Prisma.join([...change.formerDigests]);
  const replaced = Prisma.sql`EXISTS (SELECT 1 FROM auth_user WHERE id = ${userId} AND password = ${to})`;
  const [replacedRows] = await store.$transaction([
    store.$executeRaw`UPDATE auth_user SET password = ${to} WHERE id = ${userId} AND password = ${from}`,
    store.$executeRaw`UPDATE latchkey_session SET password_digest = ${digest}
      WHERE user_id = ${userId} AND password_digest IN (${former}) AND ${replaced}`,
    store.$executeRaw`UPDATE latchkey_tokenfamily SET password_digest = ${digest}
      WHERE user_id = ${userId} AND password_digest IN (${former}) AND ${replaced}`,
  ]);
  return replacedRows === 1;
}
