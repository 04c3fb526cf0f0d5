import type { ReadSetting } from "../../lab/steps/read_settings";

/** The settings that the lab has no form for. */
const lines: Readonly<Record<ReadSetting, string>> = {
  REFRESH_TOKEN_LIFETIME: "How long a refresh token works.",
  REFRESH_ABSOLUTE_LIFETIME: "When a sign-in by tokens ends for good, however often it is refreshed.",
  REFRESH_GRACE_PERIOD: "How long a spent refresh token still gets the same successor.",
  UPDATE_LAST_LOGIN: "Whether signing in by tokens notes the time of the last sign-in.",
  ALGORITHM: "How tokens are signed. No other way is accepted.",
  SIGNING_KEY: "The secret or private key that signs.",
  VERIFYING_KEY: "The public key that checks signatures: the one that a neighbour may hold.",
  JWK_URL: "Where another issuer publishes its keys, whose tokens are then accepted, too.",
  AUDIENCE: "Whom tokens are for. Written into each, and demanded of each.",
  ISSUER: "Who gives the tokens out. Written into each, and demanded of each.",
  LEEWAY: "By how much clocks may differ when times are checked.",
  AUTH_HEADER_TYPES: "The words that may stand before a token in its header.",
  AUTH_HEADER_NAME: "The header that carries the token.",
  USER_ID_FIELD: "Whether tokens name their user by ID or by username.",
  USER_ID_CLAIM: "The claim that names the user.",
  TOKEN_CLAIMS: "What else tokens tell of their user. Whoever has one can read it.",
  TOKEN_TYPE_CLAIM: "The claim that tells kinds of tokens apart.",
  JTI_CLAIM: "The claim by which the server knows a token again.",
  SLIDING_TOKEN_LIFETIME: "How long a sliding token works until it has to be refreshed.",
  SLIDING_TOKEN_REFRESH_LIFETIME: "How long a sliding token can be refreshed. Refreshing doesn’t extend it.",
  SLIDING_TOKEN_REFRESH_EXP_CLAIM: "The claim that says until when a sliding token can be refreshed.",
  CHECK_REVOKE_TOKEN: "Whether tokens carry a fingerprint of the password, and end when it changes.",
  REVOKE_TOKEN_CLAIM: "The claim that holds this fingerprint.",
  CHECK_USER_IS_ACTIVE: "Whether tokens of deactivated users are refused.",
  AUTH_COOKIE_REFRESH: "The name of the refresh token’s cookie.",
  AUTH_COOKIE_HTTP_ONLY: "Whether token cookies are hidden from scripts.",
  AUTH_COOKIE_DOMAIN: "The domain that the access token’s cookie is sent to.",
  AUTH_COOKIE_PATH: "The path that the access token’s cookie is sent to.",
  AUTH_COOKIE_SAMESITE: "Whether token cookies come along with requests from other sites.",
  AUTH_COOKIE_SECURE: "Whether token cookies are sent over HTTPS only.",
};

export const en = { lines };
