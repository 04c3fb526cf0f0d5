/** What the report says of a user, by its code. */
export const USER_REASONS = {
  key_no_integer: "Its key is no whole number.",
  key_out_of_range: "Its key is below 1 or above what the column takes here.",
  name_missing: "It has no name.",
  no_text: "The value of this column is no text.",
  nul: "This column holds a NUL, which PostgreSQL cannot store.",
  encoding: "This column holds bytes that are no text in the database's encoding.",
  too_long: "The value of this column is longer than so many characters.",
  no_boolean: "The value of this column is neither true nor false.",
  no_time: "The value of this column is no time.",
  name_taken: "Another account here has this name: its id is beside.",
  id_taken:
    "Another account here has this id. Where the signing key is the same, tokens that this user holds name that account: import before anybody signs up, or sign with another key.",
  changed_here: "It has changed there since it was imported, and here as well: what is here stays.",
  hash_unknown:
    "Its password cannot be checked here: the hasher is unknown or not in PASSWORD_HASHERS, or there is no hash. A new password can be set by mail.",
  age_dropped: "Its age is no whole number, and was left out.",
} as const;

/** What the report says of a refresh token. */
export const TOKEN_REASONS = {
  not_verified:
    "It is not signed by a key of these settings, or not as they ask for: its holder signs in again, unless SECRET_KEY or SIGNING_KEY become the Django project's and the import runs once more.",
  stranger:
    "Whom it names is another account here than there. It is blacklisted here, so that it does not open that account.",
  no_time: "When it was made, expires or was blacklisted cannot be read.",
  no_text: "The token or its identifier is no text.",
} as const;

export type UserReason = keyof typeof USER_REASONS;
export type TokenReason = keyof typeof TOKEN_REASONS;

/** A user cannot be imported. */
export class Unusable extends Error {
  constructor(
    readonly reason: UserReason,
    /** Which column, or which value. */
    readonly detail = "",
  ) {
    super(reason);
  }
}
