import type { FieldMessageKey } from "@/lib/contract/field_messages";
import type { SignUpInput } from "@/lib/contract/fields";
import type { FormCode } from "@/lib/contract/form_refusal";
import { counted } from "../../intl";

type Field = keyof SignUpInput;

const names: Readonly<Record<Field, string>> = {
  username: "username",
  password: "password",
  email: "email address",
  age: "age",
};

const enter: Readonly<Record<Field, string>> = {
  username: "Enter a username.",
  password: "Enter a password.",
  email: "Enter an email address.",
  age: "Enter your age as a number.",
};

const missing = (field: Field) => enter[field];
const unusable = (field: Field) =>
  `The ${names[field]} has a character that can’t be used. Please retype it.`;
const unreadable = "We couldn’t read that form. Reload the page and try again.";

const characters = (count: string) => counted("en", Number(count), "character", "characters");

/** What is wrong with a field. `value` is the parameter of the message: a number, or another field. */
const wrong: Readonly<Record<FieldMessageKey, (field: Field, value: string) => string>> = {
  required: missing,
  null: missing,
  blank: missing,
  invalid_string: unusable,
  invalid_value: unusable,
  null_characters: unusable,
  surrogate_characters: unusable,
  max_length: (field, max) => `Keep the ${names[field]} to ${characters(max)} or fewer.`,
  max_bytes: (field) => `That ${names[field]} is too long. Make it shorter.`,
  invalid_username: () => "Use only letters, digits and @ . + - _ in the username.",
  username_taken: () => "That username is taken.",
  email_taken: () => "That email address already has an account.",
  invalid_email: () => "Check the email address: it should look like name@example.com.",
  invalid_integer: () => enter.age,
  max_string_length: () => enter.age,
  max_value: (field, max) => `Enter an ${names[field]} of ${max} or less.`,
  min_value: (field, min) => `Enter an ${names[field]} of ${min} or more.`,
  password_too_similar: (_field, other) =>
    `Make the password less like your ${other === "email" ? names.email : names.username}.`,
  password_too_short: (_field, min) => `Use at least ${characters(min)}.`,
  password_too_common: () => "Many people use this password, so it is easy to guess.",
  password_forbidden_word: () => "Leave out words that are easy to guess here, such as this service’s name.",
  password_entirely_numeric: () => "Add something other than digits.",
  no_data: () => unreadable,
  not_a_dictionary: () => unreadable,
  token_blacklisted: () => unreadable,
};

/** Why a form was refused as a whole. */
const codes: Readonly<Record<FormCode, string>> = {
  no_active_account: "No account matches this username and password. Please check both.",
  not_authenticated: "Your sign-in has ended. Please sign in again.",
  token_not_valid: "Your sign-in has ended. Please sign in again.",
  password_changed: "Your password was changed. Please sign in again.",
  throttled: "There were too many attempts from your network.",
  unavailable: "We’re busy.",
  too_large: "That is too much text. Make it shorter and try again.",
  cross_site: "This form seems to come from another site, so we blocked it. Reload the page and try again.",
  parse_error: unreadable,
  unsupported_media_type: unreadable,
  not_acceptable: unreadable,
  error: "Something went wrong on our side. Please try again in a moment.",
};

export const en = {
  wrong,
  codes,
  unreadable,
  network: "We couldn’t reach the server. Check your connection and try again.",
  /** `time`: "5 seconds". */
  tryAgainIn: (time: string) => `Try again in ${time}.`,
  tryAgainNow: "You can try again now.",
};
