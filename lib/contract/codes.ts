/**
 * Every `code` that an answer can carry, and what it tells a program. Closed: codes are what callers branch
 * on, so a code is never renamed, and a new one needs its line here (the documentation prints this table).
 *
 * Names are those of DRF (rest_framework.exceptions, `default_code`) and of simplejwt
 * (rest_framework_simplejwt.exceptions and .authentication) where these have one.
 */
export const ERROR_CODES = {
  // DRF's
  parse_error: "The body is not what its Content-Type says: not JSON, or a broken form.",
  unsupported_media_type: "The body has a Content-Type that the endpoint does not read.",
  method_not_allowed: "The path exists, but not for this method; the Allow header lists those it takes.",
  not_acceptable: "The Accept header leaves no format that the endpoint can answer in.",
  not_found: "Nothing is here, or nothing that belongs to the caller.",
  not_authenticated: "The endpoint needs a signed-in user, and the request carries no credentials.",
  permission_denied: "The caller is known, but may not do this.",
  error: "The server failed; the request was not at fault, and details are in the server log only.",
  // simplejwt's
  no_active_account:
    "No active account has this username and password, or the account of this token is gone.",
  token_not_valid: "A token is malformed, forged, expired, of the wrong type or blacklisted.",
  bad_authorization_header: "The Authorization header is not a scheme and a token with one space between.",
  user_not_found: "The token is good, but its user no longer exists.",
  user_inactive: "The token is good, but its user has been deactivated.",
  password_changed: "The user's password has changed since the token was issued.",
  // Latchkey's
  cross_site: "A browser sent the request on behalf of another site.",
  too_large: "The body is larger than the server reads.",
  unavailable: "The server cannot work at the moment; Retry-After says when to try again.",
} as const satisfies Readonly<Record<string, string>>;

/** A stable, machine-readable name of a failure: a key of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES;
