/** The source cannot be read, or not as it was asked for. The message says what to do, in a sentence or two. */
export class SourceError extends Error {}

/** What the import takes of a user, as the source has it: unchecked, null where there is none. */
export interface SourceUser {
  readonly key: unknown;
  readonly username: unknown;
  readonly password: unknown;
  readonly email: unknown;
  readonly age: unknown;
  readonly firstName: unknown;
  readonly lastName: unknown;
  readonly isActive: unknown;
  readonly isStaff: unknown;
  readonly isSuperuser: unknown;
  readonly lastLogin: unknown;
  readonly dateJoined: unknown;
}

/** A token that simplejwt has listed (OutstandingToken), and when it was blacklisted (BlacklistedToken). */
export interface SourceToken {
  /** The primary key of its row. */
  readonly key: unknown;
  readonly jti: unknown;
  /** The token itself. */
  readonly token: unknown;
  readonly createdAt: unknown;
  readonly expiresAt: unknown;
  readonly blacklistedAt: unknown;
}

/** Where users are imported from. Everything is read in parts, so that memory does not grow with it. */
export interface Source {
  /** The table or model of the users, for messages. */
  readonly table: string;
  /** How many users there are; null where only reading them tells. */
  readonly count: number | null;
  /** The highest key that was ever given to a user, as digits; null where it is not known. */
  readonly lastKey: string | null;
  /** @throws SourceError, which names the row */
  users(): AsyncIterable<readonly SourceUser[]>;
  /** None where simplejwt's blacklist app is not installed; read after the users. @throws SourceError */
  tokens(): AsyncIterable<readonly SourceToken[]>;
  close(): Promise<void>;
}

/** Rows of the source that are read, checked and written at once. */
export const PART_ROWS = 500;

export const OUTSTANDING = "token_blacklist_outstandingtoken";
export const BLACKLISTED = "token_blacklist_blacklistedtoken";
