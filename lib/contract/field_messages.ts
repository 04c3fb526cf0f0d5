import type { MessageKey } from "./messages";

/**
 * Every message that a field can be refused with, and the parameter that it takes; null where it takes none. Holds no
 * texts, since the pages, which have words of their own for each, send it to browsers.
 */
export const FIELD_MESSAGES = {
  required: null,
  null: null,
  blank: null,
  invalid_string: null,
  invalid_value: null,
  max_length: "max",
  max_bytes: "max",
  null_characters: null,
  surrogate_characters: "code_point",
  invalid_username: null,
  username_taken: null,
  email_taken: null,
  names_differ: null,
  not_stored: null,
  username_not_own_address: null,
  username_is_address: null,
  invalid_email: null,
  invalid_integer: null,
  invalid_boolean: null,
  max_string_length: null,
  max_value: "max",
  min_value: "min",
  not_a_dictionary: "datatype",
  no_data: null,
  password_too_similar: "field",
  password_too_short: "min_length",
  password_too_common: null,
  password_breached: null,
  password_forbidden_word: null,
  password_entirely_numeric: null,
  old_password_incorrect: null,
  no_password: null,
  password_incorrect: null,
  reset_link_invalid: null,
  invalid_code: null,
  no_second_factor: null,
  email_code_invalid: null,
  link_invalid: null,
  link_used: null,
  token_blacklisted: null,
} as const satisfies Partial<Record<MessageKey, string | null>>;

export type FieldMessageKey = keyof typeof FIELD_MESSAGES;

export function isFieldMessageKey(key: string | undefined): key is FieldMessageKey {
  return key !== undefined && Object.hasOwn(FIELD_MESSAGES, key);
}
