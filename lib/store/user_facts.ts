import type { Store } from "./open";
import { perSchema, quoted, type Schema } from "./schema";
import { type Bool, query, type Time } from "./statements";
import { idOfKey } from "./user_key";

/** What staff see of a user. */
export interface UserFacts {
  /** The primary key as answers show it. */
  readonly id: number | string;
  /** The text of the primary key. */
  readonly key: string;
  readonly username: string;
  readonly email: string;
  readonly isActive: boolean;
  readonly isStaff: boolean;
  /** Whether Django's permission checks let the user do everything. */
  readonly isSuperuser: boolean;
  /** Null where the user table has no such column. */
  readonly joinedAt: Date | null;
  /** Null where the user table has no such column, too. */
  readonly lastLoginAt: Date | null;
}

export interface UserFactsColumns {
  readonly user_key: number | string;
  readonly user_username: string;
  readonly user_email: string;
  readonly user_active: Bool;
  readonly user_staff: Bool;
  readonly user_superuser: Bool;
  readonly user_joined: Time | null;
  readonly user_last_login: Time | null;
}

/** The select list that {@link userFactsFrom} takes apart. */
export function userFactsColumns(schema: Schema): string {
  const { user } = schema;
  return `${user.key.selected(user.id)} AS user_key, ${user.column("username")} AS user_username,
    ${user.column("email")} AS user_email, ${user.column("isActive")} AS user_active,
    ${user.column("isStaff")} AS user_staff, ${isSuperuserSql(schema)} AS user_superuser,
    ${user.column("dateJoined")} AS user_joined, ${user.column("lastLogin")} AS user_last_login`;
}

/** Whether a user is a superuser: the column of Django's PermissionsMixin, where the table has it. */
export function isSuperuserSql({ userTable: { found } }: Schema, alias = "u"): string {
  return found.has("is_superuser") ? `${alias}.${quoted("is_superuser")}` : "false";
}

export function userFactsFrom({ userTable, djangoDate }: Schema, row: UserFactsColumns): UserFacts {
  const key = String(row.user_key);
  return {
    id: typeof row.user_key === "number" ? row.user_key : idOfKey(userTable.key.type, key),
    key,
    username: row.user_username,
    email: row.user_email,
    isActive: Boolean(row.user_active),
    isStaff: Boolean(row.user_staff),
    isSuperuser: Boolean(row.user_superuser),
    joinedAt: row.user_joined === null ? null : djangoDate(row.user_joined),
    lastLoginAt: row.user_last_login === null ? null : djangoDate(row.user_last_login),
  };
}

const byKey = perSchema((schema) =>
  query<UserFactsColumns>(
    `SELECT ${userFactsColumns(schema)} FROM ${schema.user.from} WHERE ${schema.user.id} = ${schema.user.key.fromParam}`,
  ),
);

/** @param key as canonicalKey() gives it */
export async function findUserFacts(store: Store, key: string): Promise<UserFacts | null> {
  const row = await store.statements.one(byKey(store), key);
  return row === undefined ? null : userFactsFrom(store.schema, row);
}
