/** A user to be imported, as the row here is to be. Times are `2026-11-24 13:02:24.123456`, in the zone of the table's times. */
export interface ImportedUser {
  /** Digits. */
  readonly key: string;
  readonly username: string;
  readonly password: string;
  readonly email: string;
  /** The address as lib/accounts folds it; null where there is none. */
  readonly foldedEmail: string | null;
  readonly age: number | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly isActive: boolean;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  readonly lastLogin: string | null;
  /** Null where the source does not tell. */
  readonly dateJoined: string | null;
}

/** What the row of a user holds. */
export type UserValues = Omit<ImportedUser, "foldedEmail">;

/** A user to be imported, with the digest of what is. */
export interface DigestedUser {
  readonly user: ImportedUser;
  readonly digest: string;
}

/** Where a user's values lie in the table that Latchkey makes. */
export const COLUMNS = {
  key: "id",
  username: "username",
  password: "password",
  email: "email",
  age: "age",
  firstName: "first_name",
  lastName: "last_name",
  isActive: "is_active",
  isStaff: "is_staff",
  isSuperuser: "is_superuser",
  lastLogin: "last_login",
  dateJoined: "date_joined",
} as const satisfies Readonly<Record<keyof UserValues, string>>;

export type Field = keyof typeof COLUMNS;

export const FIELDS = Object.keys(COLUMNS) as readonly Field[];

/** The highest key that the column takes. */
export const MAX_KEY = { sqlite: 2n ** 63n - 1n, postgresql: 2n ** 31n - 1n } as const;
