import type { FormCode } from "@/lib/contract/form_refusal";
import type { FormField, WordedKey, Wording } from "../wording";

const names: Readonly<Record<FormField, string>> = {
  username: "username",
  password: "password",
  email: "email address",
  age: "age",
  code: "code",
};

/** An empty field, or no number where one belongs. */
const missing: Readonly<Record<FormField, string>> = {
  username: "Enter a username.",
  password: "Enter a password.",
  email: "Enter an email address.",
  age: "Enter your age as a number.",
  code: "Enter the code.",
};

/** What else is wrong with a field. `{field}` is its name, `{value}` a number or the name of another field. */
const wrong: Readonly<Record<WordedKey, Wording>> = {
  max_length: "Keep the {field} to {value} characters or fewer.",
  max_bytes: "That {field} is too long. Make it shorter.",
  invalid_username: "Use only letters, digits and @ . + - _ in the username.",
  username_taken: "That username is taken.",
  username_is_address: "Your username is your present email address. Change your username first.",
  username_not_own_address: "A username with an @ in it has to be your own email address.",
  email_taken: "That email address already has an account.",
  invalid_email: "Check the email address: it should look like name@example.com.",
  max_value: "Enter an {field} of {value} or less.",
  min_value: "Enter an {field} of {value} or more.",
  password_too_similar: "Make the password less like your {value}.",
  password_too_short: { one: "Use at least {value} character.", other: "Use at least {value} characters." },
  password_too_common: "Many people use this password, so it is easy to guess.",
  invalid_code: "This code isn’t right, or was used before. Try the next one your app shows.",
  email_code_invalid: "This code isn’t right, or no longer works. Check it, or send a new one.",
  link_invalid: "This link no longer works. Send a new one.",
  link_used: "This link was used already, so your email address is verified.",
  no_second_factor: "The setup took too long. Start it again.",
  password_breached: "This password has leaked from another service. Choose one you use nowhere else.",
  password_forbidden_word: "Leave out words that are easy to guess here, such as this service’s name.",
  password_entirely_numeric: "Add something other than digits.",
  reset_link_invalid: "This link no longer works: it was used, or it is too old. Ask for a new one.",
  old_password_incorrect: "That is not your current password. Please type it again.",
  no_password: "Your account has no password yet.",
  password_incorrect: "That is not your password. Please check it.",
};

/** Why a form was refused as a whole; null where it could not be read. */
const codes: Readonly<Record<FormCode, string | null>> = {
  no_active_account: "No account matches this username and password. Please check both.",
  not_authenticated: "Your sign-in has ended. Please sign in again.",
  token_not_valid: "Your sign-in has ended. Please sign in again.",
  password_changed: "Your password was changed. Please sign in again.",
  totp_required: "Enter the code that your authenticator app shows.",
  email_verification_required: "Verify your email address first. We’ve sent you a mail.",
  challenge_expired: "That took too long. Please start again with your password.",
  throttled: "There were too many attempts.",
  permission_denied: "You can’t do this with this sign-in. Please sign in again.",
  mfa_required: "Set up an authenticator app for your account first.",
  no_reset_mail: "No such mail can go to this account.",
  sign_up_closed: "Sign-up is closed: no new accounts can be made here.",
  sign_in_mode_off: "You can’t sign in this way any more. Go to the home page and sign in from there.",
  not_found: "That is gone already.",
  confirm_required: "Please enter your password again to do this.",
  unavailable: "We’re busy.",
  too_large: "That is too much text. Make it shorter and try again.",
  cross_site: "This form seems to come from another site, so we blocked it. Reload the page and try again.",
  parse_error: null,
  unsupported_media_type: null,
  not_acceptable: null,
  error: "Something went wrong on our side. Please try again in a moment.",
};

export const en = {
  names,
  missing,
  /** A character that no field takes. */
  unusable: "The {field} has a character that can’t be used. Please retype it.",
  wrong,
  codes,
  unreadable: "We couldn’t read that form. Reload the page and try again.",
  network: "We couldn’t reach the server. Check your connection and try again.",
  /** `{value}`: "5 seconds". */
  tryAgainIn: "Try again in {value}.",
  tryAgainNow: "You can try again now.",
};
