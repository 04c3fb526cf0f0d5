/**
 * The English texts: those of Django 5.2, DRF and simplejwt wherever these have one, so that clients written for them find
 * what they expect. `{name}` stands for a parameter.
 */
export const en = {
  // Fields (rest_framework.fields, rest_framework.validators, django.core.validators, django.contrib.auth)
  required: "This field is required.",
  null: "This field may not be null.",
  blank: "This field may not be blank.",
  invalid_string: "Not a valid string.",
  invalid_value: "Invalid value.",
  max_length: "Ensure this field has no more than {max} characters.",
  max_bytes: "Ensure this field has no more than {max} bytes.",
  null_characters: "Null characters are not allowed.",
  /** `code_point` in upper-case hexadecimal: D800. */
  surrogate_characters: "Surrogate characters are not allowed: U+{code_point}.",
  invalid_username:
    "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
  username_taken: "A user with that username already exists.",
  email_taken: "A user with that email address already exists.",
  not_stored: "This field is not stored here.",
  names_differ: "The username and the email address differ: give one of them.",
  username_is_address: "The username is the present email address: change that first.",
  username_not_own_address: "A username that is an email address must be your own.",
  invalid_email: "Enter a valid email address.",
  invalid_integer: "A valid integer is required.",
  invalid_boolean: "Must be a valid boolean.",
  max_string_length: "String value too large.",
  max_value: "Ensure this value is less than or equal to {max}.",
  min_value: "Ensure this value is greater than or equal to {min}.",
  /** `datatype` is Python's name of it: list, str, int, float or bool. */
  not_a_dictionary: "Invalid data. Expected a dictionary, but got {datatype}.",
  no_data: "No data provided",

  // Passwords (django.contrib.auth.password_validation, django.contrib.auth.forms)
  password_too_similar: "The password is too similar to the {field}.",
  password_too_short: "This password is too short. It must contain at least {min_length} characters.",
  password_too_short_one: "This password is too short. It must contain at least {min_length} character.",
  password_too_common: "This password is too common.",
  invalid_code: "This code is not right, or was used before.",
  no_second_factor: "No authenticator app is being set up, or in use.",
  email_code_invalid: "This code is not right, is too old, or was used before.",
  link_invalid: "This link does not work any more. Ask for a new one.",
  link_used: "This link was used already: the address is verified.",
  password_breached: "This password was leaked by another service, so that others can look it up.",
  password_forbidden_word:
    "This password contains a word that is easy to guess here, such as the name of this service.",
  password_entirely_numeric: "This password is entirely numeric.",
  old_password_incorrect: "Your old password was entered incorrectly. Please enter it again.",
  no_password: "This account has no password, so there is none to change.",
  password_incorrect: "Your password was entered incorrectly. Please enter it again.",
  reset_link_invalid:
    "The password reset link was invalid, possibly because it has already been used. Please request a new password reset.",

  // Requests (rest_framework.parsers, rest_framework.exceptions)
  parse_error: "JSON parse error - {reason}",
  malformed_request: "The request cannot be read.",
  malformed_form: "The form holds bytes that are not text in its charset.",
  multipart_parse_error: "Multipart form parse error - {reason}",
  unsupported_media_type: 'Unsupported media type "{media_type}" in request.',
  method_not_allowed: 'Method "{method}" not allowed.',
  not_found: "Not found.",
  not_acceptable: "Could not satisfy the request Accept header.",
  too_large: "The request body is too large.",
  cross_site: "The request was sent on behalf of another site and was refused.",
  mfa_required: "Set up two-step sign-in to do this.",
  confirm_required: "Confirm your password to do this: you signed in some time ago.",
  sign_up_closed: "Sign-up is closed.",
  sign_in_mode_off: "This way of signing in is switched off.",
  totp_required: "Enter the code of your authenticator app.",
  email_verification_required: "Verify your e-mail address first: we have sent you a mail.",
  no_reset_mail:
    "This account gets no mail to reset its password: it is deactivated, has no password or no address, or no mail is sent here.",
  not_on_oneself: "Staff do nothing to their own account here: your account's pages are for that.",
  only_superusers: "Only superusers may do this to a superuser's account.",
  challenge_expired: "This sign-in began too long ago. Begin again with your password.",
  permission_denied: "You do not have permission to perform this action.",
  throttled: "Request was throttled.",
  server_error: "A server error occurred.",
  unavailable: "Service temporarily unavailable, try again later.",

  // Credentials (rest_framework.exceptions, rest_framework_simplejwt.authentication and .serializers)
  not_authenticated: "Authentication credentials were not provided.",
  no_active_account: "No active account found with the given credentials",
  no_active_account_for_token: "No active account found for the given token.",
  bad_authorization_header: "Authorization header must contain two space-delimited values",
  user_not_found: "User not found",
  user_inactive: "User is inactive",
  password_changed: "The user's password has been changed.",

  // Tokens (rest_framework_simplejwt.tokens, .backends and .authentication)
  token_not_valid_for_any_type: "Given token not valid for any token type",
  token_invalid: "Token is invalid",
  token_expired: "Token is expired",
  token_wrong_type: "Token has wrong type",
  token_no_type: "Token has no type",
  token_no_id: "Token has no id",
  token_no_exp: "Token has no '{claim}' claim",
  token_claim_expired: "Token '{claim}' claim has expired",
  token_blacklisted: "Token is blacklisted",
  token_no_user: "Token contained no recognizable user identification",
} as const;

/** The name of a text in the catalogue. */
export type MessageKey = keyof typeof en;
