import { TOKEN_CLASSES } from "@/lib/credentials/jwt/token_class";
import { secureUrl } from "../address_readers";
import { inFile, optional, setting } from "../definition";
import {
  audience,
  boolean,
  duration,
  headerName,
  identifier,
  listOf,
  oneOf,
  orNone,
  type Reader,
  refine,
  text,
  token,
  wholeDuration,
} from "../readers";

export const ALGORITHMS = [
  "HS256",
  "HS384",
  "HS512",
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** Django's settings name classes by their import path: the last part is the class. */
const tokenClass = oneOf(TOKEN_CLASSES, (path) => path.split(".").at(-1) ?? path);

/** `claim:column` pairs. A claim's name may itself hold colons, as a URI does (RFC 7519, 4.2). */
const tokenClaims: Reader<Readonly<Record<string, string>>> = (value) => {
  const pairs = listOf(text)(value).map((pair): [string, string] => {
    const [, claim, column] = /^([A-Za-z][\w.:/-]*):([^:]+)$/.exec(pair) ?? [];
    if (claim === undefined || column === undefined)
      throw new TypeError("must list claims and columns, such as name:first_name,staff:is_staff");
    return [claim, identifier(column)];
  });
  const claims = Object.fromEntries(pairs);
  if (Object.keys(claims).length < pairs.length) throw new TypeError("must name each claim once");
  return claims;
};

/** More than clocks differ, or tabs race. Seconds. */
const HOUR = 3600;

/** Lifetimes are in seconds. */
export const jwt = {
  accessLifetime: setting("ACCESS_TOKEN_LIFETIME", wholeDuration(1), "5m", "Lifetime of access tokens."),
  refreshLifetime: setting(
    "REFRESH_TOKEN_LIFETIME",
    wholeDuration(1),
    "7d",
    "Lifetime of refresh tokens. simplejwt: 1 day.",
  ),
  absoluteLifetime: optional(
    "REFRESH_ABSOLUTE_LIFETIME",
    orNone(wholeDuration(1)),
    "`30d`, or the lifetime of refresh or sliding tokens where that is longer",
    "A sign-in by JWT ends this long after it began, however often its tokens are refreshed. Not in simplejwt.",
  ),
  rotate: setting("ROTATE_REFRESH_TOKENS", boolean, "false", "A refresh returns a new refresh token too."),
  blacklistAfterRotation: setting(
    "BLACKLIST_AFTER_ROTATION",
    boolean,
    "false",
    "After a rotation the old refresh token is blacklisted.",
  ),
  /** seconds */
  refreshGracePeriod: setting(
    "REFRESH_GRACE_PERIOD",
    duration(0, HOUR),
    "10s",
    "A rotated refresh token that is presented again within this time gets the same successor; later it counts as stolen, and the sign-in ends. At most 1h. Not in simplejwt.",
  ),
  updateLastLogin: setting(
    "UPDATE_LAST_LOGIN",
    boolean,
    "true",
    "A sign-in by JWT writes `last_login`. simplejwt: false.",
  ),
  algorithm: setting(
    "ALGORITHM",
    oneOf(ALGORITHMS),
    "HS256",
    `One of ${ALGORITHMS.join(", ")}. No other is accepted.`,
  ),
  signingKey: inFile(
    "or a path",
    optional(
      "SIGNING_KEY",
      text,
      "SECRET_KEY",
      "The HMAC secret (at least 32 bytes), or a private key (PEM, JWK, or base64 of one), or the path of either.",
    ),
  ),
  verifyingKey: inFile(
    "or a path",
    optional(
      "VERIFYING_KEY",
      text,
      "SIGNING_KEY's",
      "A public key or certificate, or the path of one; during a key change several, one after the other, chosen by `kid`. With HS* it must be unset or equal to SIGNING_KEY (SECRET_KEY_FALLBACKS verify too).",
    ),
  ),
  /** The address at which another issuer publishes its keys. */
  jwkUrl: setting(
    "JWK_URL",
    orNone(secureUrl),
    "none",
    "The address at which another issuer publishes its keys (a JWK set): tokens signed with them are accepted too. Not with HS*.",
  ),
  audience: setting("AUDIENCE", audience, "none", "Written as `aud`, and required in every token."),
  issuer: setting("ISSUER", orNone(text), "none", "Written as `iss`, and required in every token."),
  /** seconds */
  leeway: setting(
    "LEEWAY",
    (value) => orNone(duration(0, HOUR))(value) ?? 0,
    "0",
    "Tolerance for clocks that differ, in checks of `exp`, `nbf` and `iat`. At most 1h.",
  ),
  headerTypes: setting(
    "AUTH_HEADER_TYPES",
    refine(listOf(token), ({ length }) => length > 0, "must name at least one word, such as Bearer"),
    "Bearer",
    "Words that may precede the token; the first is the scheme in `WWW-Authenticate`.",
  ),
  /** lower case */
  headerName: setting(
    "AUTH_HEADER_NAME",
    headerName,
    "Authorization",
    "The header that carries the token; Django's spelling HTTP_X_ACCESS_TOKEN works too.",
  ),
  userIdField: setting(
    "USER_ID_FIELD",
    oneOf(["id", "username"]),
    "id",
    "`id` or `username`: the column that the claim holds. With `username`, a change of name ends all other sign-ins and, if it was made by JWT, that sign-in, too, because somebody else may take the former name.",
  ),
  userIdClaim: setting("USER_ID_CLAIM", text, "user_id", "The claim that names the user."),
  tokenClaims: setting(
    "TOKEN_CLAIMS",
    tokenClaims,
    "none",
    "Further claims of access and sliding tokens, each with the column of the user table that it tells of: `name:first_name,staff:is_staff`. Booleans, numbers, text and null stay what they are; a refresh reads them anew. Whoever has a token can read them. Short ones: browsers drop a cookie beyond 4 KB. Not in simplejwt.",
  ),
  tokenClasses: setting(
    "AUTH_TOKEN_CLASSES",
    refine(
      listOf(tokenClass),
      ({ length }) => length > 0,
      "must name at least one class, such as AccessToken",
    ),
    "AccessToken,RefreshToken",
    "The tokens that protected endpoints accept. The default includes refresh tokens: set AccessToken. simplejwt: AccessToken.",
  ),
  typeClaim: setting(
    "TOKEN_TYPE_CLAIM",
    orNone(text),
    "token_type",
    "The claim that holds a token's type; `none` switches the check off.",
  ),
  jtiClaim: setting(
    "JTI_CLAIM",
    orNone(text),
    "jti",
    "The claim that holds a token's identifier; `none` switches it off, and with it the blacklist and the record of rotations.",
  ),
  slidingLifetime: setting(
    "SLIDING_TOKEN_LIFETIME",
    wholeDuration(1),
    "5m",
    "Lifetime of sliding tokens until they must be refreshed.",
  ),
  slidingRefreshLifetime: setting(
    "SLIDING_TOKEN_REFRESH_LIFETIME",
    wholeDuration(1),
    "1d",
    "How long a sliding token can be refreshed; a refresh does not extend it.",
  ),
  slidingRefreshExpClaim: setting(
    "SLIDING_TOKEN_REFRESH_EXP_CLAIM",
    text,
    "refresh_exp",
    "The claim that holds the time until which a sliding token can be refreshed.",
  ),
  checkRevokeToken: setting(
    "CHECK_REVOKE_TOKEN",
    boolean,
    "false",
    "Tokens carry an MD5 of the stored password hash, and are refused when it changes. Only for services that require it.",
  ),
  revokeTokenClaim: setting("REVOKE_TOKEN_CLAIM", text, "hash_password", "The claim for CHECK_REVOKE_TOKEN."),
  checkUserIsActive: setting(
    "CHECK_USER_IS_ACTIVE",
    boolean,
    "true",
    "Refuse tokens of users who are not active.",
  ),
};
