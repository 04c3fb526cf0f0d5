/** Columns that a user table may lack. */
export const OPTIONAL_FIELDS = ["email", "age", "isActive", "isStaff", "lastLogin", "dateJoined"] as const;

/** A value that sign-up writes into a column it has no field for. `now()` and `uuid4()` are made anew for each user. */
export type InsertDefault = string | number | boolean | null;

/** Where the users are, as the settings say it; {@link readUserTable} compares it with the database. */
export interface UserMapping {
  readonly table: string;
  /** The column of the primary key. */
  readonly key: string;
  readonly columns: Readonly<Record<"username" | "password", string>> &
    // undefined: the column of Django's name, where the table has it; null: none.
    Readonly<Record<(typeof OPTIONAL_FIELDS)[number], string | null | undefined>>;
  /** By column. */
  readonly insertDefaults: Readonly<Record<string, InsertDefault>>;
  /** Claims of access tokens, and the columns that they tell of. */
  readonly claims: Readonly<Record<string, string>>;
  /** The zone of times in Django's tables; null: UTC. */
  readonly timeZone: string | null;
}

/** Django's `auth.User`, with a column `age` where it has one. */
export const AUTH_USER: UserMapping = {
  table: "auth_user",
  key: "id",
  columns: {
    username: "username",
    password: "password",
    email: undefined,
    age: undefined,
    isActive: undefined,
    isStaff: undefined,
    lastLogin: undefined,
    dateJoined: undefined,
  },
  insertDefaults: {},
  claims: {},
  timeZone: null,
};
