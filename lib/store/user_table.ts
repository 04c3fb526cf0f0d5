import type { CatalogTable } from "./catalog";
import type { Bool } from "./statements";
import { type ClaimColumns, type ClaimValue, claimsFrom, type UserClaim } from "./user_claims";
import { idOfKey, type KeyType } from "./user_key";
import type { InsertDefault, OPTIONAL_FIELDS } from "./user_mapping";

export type { KeyType } from "./user_key";

/** What the app needs of a user's row. A new column needs a line here, in USER_FIELDS, UserColumns, userFrom and UserMapping. */
export interface User {
  /** The primary key as answers show it: a number, but text where JSON's readers would round it. */
  readonly id: number | string;
  /** The text of the primary key, which names the user in tokens and in all tables of ours. */
  readonly key: string;
  readonly username: string;
  readonly email: string;
  readonly age: number | null;
  readonly isActive: boolean;
  /** Whether Django's admin lets the user in. */
  readonly isStaff: boolean;
  /** Django's encoded hash. */
  readonly password: string;
  /** What TOKEN_CLAIMS tells of them, by claim. */
  readonly claims: Readonly<Record<string, ClaimValue>>;
}

export const USER_FIELDS = ["username", "email", "age", "isActive", "isStaff", "password"] as const;

/** A user's columns as a statement gives them that selects {@link Schema.user}'s `selected`. */
export interface UserColumns extends ClaimColumns {
  readonly user_key: number | string;
  readonly user_username: string;
  readonly user_email: string;
  readonly user_age: number | null;
  readonly user_isActive: Bool;
  readonly user_isStaff: Bool;
  readonly user_password: string;
}

export function userFrom({ key: { type }, claims }: UserTable, row: UserColumns): User {
  const key = String(row.user_key);
  return {
    id: typeof row.user_key === "number" ? row.user_key : idOfKey(type, key),
    key,
    username: row.user_username,
    email: row.user_email,
    age: row.user_age,
    isActive: Boolean(row.user_isActive),
    isStaff: Boolean(row.user_isStaff),
    password: row.user_password,
    claims: claimsFrom(claims, row),
  };
}

/**
 * Where the users are: a table of Django's or of ours, as it was found when the database was opened. Every statement about
 * users is built from this.
 */
export interface UserTable {
  readonly table: string;
  readonly key: { readonly column: string; readonly type: KeyType };
  /** null: the table has none. */
  readonly columns: Readonly<Record<"username" | "password", string>> &
    Readonly<Record<(typeof OPTIONAL_FIELDS)[number], string | null>>;
  /** All columns of the table, by name. */
  readonly found: CatalogTable["columns"];
  /** Of access tokens. */
  readonly claims: readonly UserClaim[];
  /** What a new user has in columns that sign-up does not fill: Django gives columns no defaults, so INSERT names them. */
  readonly constants: Readonly<Record<string, InsertDefault>>;
  /** Columns that have to be filled, and of which nobody says how: no user can be made. */
  readonly unfilled: readonly string[];
  /** PostgreSQL's names of the constraints that make names and addresses unique; SQLite tells them by table and column. */
  readonly usernameConstraint: string;
  readonly emailConstraint: string | null;
  /** The zone of the table's times; null: UTC. */
  readonly timeZone: string | null;
}
