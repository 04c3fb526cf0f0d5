import type { MessageKey } from "./messages";

/** What a code tells a program, and how an answer with it looks unless the refusal says otherwise. */
interface CodeDefinition {
  readonly status: number;
  readonly meaning: string;
  /** The text of `detail`. */
  readonly message: MessageKey;
}

/**
 * Every `code` that an answer can carry. The list is closed: codes are what callers branch on, so a code is never renamed,
 * and a new one needs its entry here. docs/api.md and the OpenAPI document are written from it.
 *
 * Names are those of DRF (rest_framework.exceptions, `default_code`) and of simplejwt
 * (rest_framework_simplejwt.exceptions and .authentication) where these have one.
 */
export const ERROR_CODES = {
  // DRF's
  parse_error: {
    status: 400,
    meaning:
      "The Host header is missing or invalid, or the body is not what its Content-Type says (broken JSON, a broken form).",
    message: "parse_error",
  },
  unsupported_media_type: {
    status: 415,
    meaning: "The body has a Content-Type that the endpoint does not read.",
    message: "unsupported_media_type",
  },
  method_not_allowed: {
    status: 405,
    meaning: "The path exists, but not for this method; the Allow header lists those it takes.",
    message: "method_not_allowed",
  },
  not_found: {
    status: 404,
    meaning: "There is nothing at this address.",
    message: "not_found",
  },
  not_acceptable: {
    status: 406,
    meaning: "The Accept header leaves no format that the endpoint can answer in.",
    message: "not_acceptable",
  },
  not_authenticated: {
    status: 401,
    meaning: "The endpoint needs a signed-in user, and the request carries no credentials.",
    message: "not_authenticated",
  },
  permission_denied: {
    status: 403,
    meaning: "The caller is known, but may not do this.",
    message: "permission_denied",
  },
  throttled: {
    status: 429,
    meaning: "The caller has done this too often; Retry-After says when to try again.",
    message: "throttled",
  },
  error: {
    status: 500,
    meaning: "The server failed; the request was not at fault, and details are in the server log only.",
    message: "server_error",
  },
  // simplejwt's
  no_active_account: {
    status: 401,
    meaning: "No active account has this username and password, or the account of this token is gone.",
    message: "no_active_account",
  },
  token_not_valid: {
    status: 401,
    meaning: "A token is malformed, forged, expired, of the wrong type or blacklisted.",
    message: "token_invalid",
  },
  bad_authorization_header: {
    status: 401,
    meaning: "The Authorization header is not a scheme and a token with one space between.",
    message: "bad_authorization_header",
  },
  user_not_found: {
    status: 401,
    meaning: "The token is valid, but its user no longer exists.",
    message: "user_not_found",
  },
  user_inactive: {
    status: 401,
    meaning: "The token is valid, but its user has been deactivated.",
    message: "user_inactive",
  },
  password_changed: {
    status: 401,
    meaning: "The user's password has changed since the token was issued.",
    message: "password_changed",
  },
  // Latchkey's
  confirm_required: {
    status: 403,
    meaning: "The endpoint needs a sign-in of the last minutes: ask for the password again.",
    message: "confirm_required",
  },
  mfa_required: {
    status: 403,
    meaning:
      "The endpoint is for staff with a second factor (`MFA_REQUIRED_FOR_STAFF`): the user has to set one up first.",
    message: "mfa_required",
  },
  sign_up_closed: {
    status: 403,
    meaning: "No accounts can be made here (`SIGN_UP`).",
    message: "sign_up_closed",
  },
  sign_in_mode_off: {
    status: 403,
    meaning: "Nobody signs in this way here (`SIGN_IN_MODES`): by session or by JWT, whichever it was.",
    message: "sign_in_mode_off",
  },
  totp_required: {
    status: 401,
    meaning:
      "The password is right, and the account asks for a code of its second factor: send it with `challenge` to /user/session_totp or /user/jwt_totp.",
    message: "totp_required",
  },
  email_verification_required: {
    status: 401,
    meaning:
      "The password is right, and the account's e-mail address is not verified yet: a mail has a link and a code for that. The code can be sent with `challenge` to /user/email_verify; then sign in again.",
    message: "email_verification_required",
  },
  no_reset_mail: {
    status: 409,
    meaning:
      "No mail to reset the password goes to this account: it is deactivated, has no password or no address, or no mail is sent here.",
    message: "no_reset_mail",
  },
  challenge_expired: {
    status: 401,
    meaning: "The sign-in that asks for a code began too long ago, or never: begin again with the password.",
    message: "challenge_expired",
  },
  cross_site: {
    status: 403,
    meaning: "A browser sent the request on behalf of another site.",
    message: "cross_site",
  },
  too_large: {
    status: 413,
    meaning: "The body is larger than the server reads.",
    message: "too_large",
  },
  unavailable: {
    status: 503,
    meaning: "The server cannot work at the moment; Retry-After says when to try again.",
    message: "unavailable",
  },
} as const satisfies Readonly<Record<string, CodeDefinition>>;

/** A stable, machine-readable name of a failure: a key of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES;
