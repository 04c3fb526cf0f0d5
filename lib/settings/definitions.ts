import {
  addressRange,
  boolean,
  databaseUrl,
  duration,
  integer,
  listOf,
  oneOf,
  origin,
  orNone,
  path,
  type Reader,
  secureUrl,
  text,
  token,
} from "./readers";

/** One environment variable: how it is read, what stands for it when it is unset, what it does. */
export interface Definition<T> {
  read: Reader<T>;
  /** Read like a given value; `undefined` where the meaning of "unset" is decided in decide.ts. */
  default: string | undefined;
  /** What the table shows as default, where that is not the literal one. */
  shown?: string;
  does: string;
}

function setting<T>(
  read: Reader<T>,
  fallback: string | undefined,
  does: string,
  shown?: string,
): Definition<T> {
  return { read, default: fallback, does, ...(shown === undefined ? {} : { shown }) };
}

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
export const TOKEN_CLASSES = ["AccessToken", "RefreshToken", "SlidingToken", "UntypedToken"] as const;
const HASHERS = [
  "pbkdf2_sha256",
  "pbkdf2_sha1",
  "bcrypt_sha256",
  "bcrypt",
  "argon2",
  "scrypt",
  "md5",
] as const;
const VALIDATORS = ["similarity", "min_length", "common", "numeric"] as const;

const sameSite = oneOf(["Lax", "Strict", "None"]);
/** Django's settings name classes by their import path: the last part is the class. */
const tokenClass = oneOf(TOKEN_CLASSES, (value) => value.split(".").at(-1) ?? value);

const general = {
  DEBUG: setting(
    boolean,
    "false",
    "Development profile: cookies without `Secure`, weaker checks. Never in production.",
  ),
  SECRET_KEY: setting(
    text,
    undefined,
    "At least 32 bytes of randomness. Seals session cookies; signs tokens unless SIGNING_KEY is given.",
    "–, must be given",
  ),
  SECRET_KEY_FALLBACKS: setting(
    listOf(text),
    "none",
    "Former (or coming) secret keys whose session cookies and tokens are still taken.",
  ),
  HOST: setting(text, "127.0.0.1", "The address to listen on."),
  PORT: setting(integer(0, 65_535), "8000", "The port to listen on."),
  WORKERS: setting(
    integer(0, 64),
    "0",
    "Processes that answer, behind one port; 0 is one for each processor core.",
  ),
  TRUSTED_PROXIES: setting(
    listOf(addressRange),
    "none",
    "Addresses or CIDR ranges of proxies whose `X-Forwarded-For` tells the caller's address. From others it is dropped.",
  ),
  APP_ORIGIN: setting(
    origin,
    undefined,
    "The origin under which browsers reach the app.",
    "`http://HOST:PORT`",
  ),
  CSRF_TRUSTED_ORIGINS: setting(
    listOf(origin),
    "none",
    "Other origins whose pages may send changing requests.",
  ),
  DATABASE_URL: setting(
    databaseUrl,
    "file:./data/latchkey.db",
    "Where the database lies: `file:…` for SQLite, `postgresql://user:password@host/database`.",
  ),
  LANGUAGE_CODE: setting(
    oneOf(["en", "ko"], (v) => v.split(/[-_]/)[0] ?? v),
    "en",
    "The language where a request asks for none: `en` or `ko`.",
  ),
} as const;

const jwt = {
  ACCESS_TOKEN_LIFETIME: setting(duration(1), "5m", "How long an access token is good."),
  REFRESH_TOKEN_LIFETIME: setting(duration(1), "7d", "How long a refresh token is good. simplejwt: 1 day."),
  ROTATE_REFRESH_TOKENS: setting(boolean, "false", "A refresh answers with a new refresh token too."),
  BLACKLIST_AFTER_ROTATION: setting(boolean, "false", "The rotated refresh token is dead from then on."),
  REFRESH_GRACE_PERIOD: setting(
    duration(0),
    "10s",
    "A rotated refresh token that comes again this soon gets its one successor again; later it is a theft and ends the sign-in. Not in simplejwt.",
  ),
  UPDATE_LAST_LOGIN: setting(boolean, "true", "A sign-in by JWT writes `last_login`. simplejwt: false."),
  ALGORITHM: setting(oneOf(ALGORITHMS), "HS256", `One of ${ALGORITHMS.join(", ")}. No other is accepted.`),
  SIGNING_KEY: setting(
    text,
    undefined,
    "The HMAC secret (at least 32 bytes), or a PEM private key, or the path of one.",
    "SECRET_KEY",
  ),
  VERIFYING_KEY: setting(
    text,
    undefined,
    "A PEM public key or the path of one; several one after the other while keys change, chosen by `kid`. With HS* unset or equal to SIGNING_KEY (SECRET_KEY_FALLBACKS verify, too).",
    "SIGNING_KEY's",
  ),
  JWK_URL: setting(
    orNone(secureUrl),
    "none",
    "Where another issuer publishes its keys (a JWK set): tokens signed with them are taken, too. Not with HS*.",
  ),
  AUDIENCE: setting(orNone(listOf(text)), "none", "Written as `aud`, and demanded of every token."),
  ISSUER: setting(orNone(text), "none", "Written as `iss`, and demanded of every token."),
  LEEWAY: setting(orNone(duration(0)), "0", "Tolerance for clocks that differ, at `exp`, `nbf` and `iat`."),
  AUTH_HEADER_TYPES: setting(
    listOf(token),
    "Bearer",
    "Words that may stand before the token; the first names the scheme in `WWW-Authenticate`.",
  ),
  AUTH_HEADER_NAME: setting(
    token,
    "Authorization",
    "The header that carries the token; Django's spelling HTTP_X_ACCESS_TOKEN works too.",
  ),
  USER_ID_FIELD: setting(
    oneOf(["id", "username"]),
    "id",
    "The user's column that goes into the token: `id` or `username`.",
  ),
  USER_ID_CLAIM: setting(text, "user_id", "The claim that names the user."),
  AUTH_TOKEN_CLASSES: setting(
    listOf(tokenClass),
    "AccessToken,RefreshToken",
    "Which tokens protected endpoints take. The default lets a refresh token in: set AccessToken. simplejwt: AccessToken.",
  ),
  TOKEN_TYPE_CLAIM: setting(
    orNone(text),
    "token_type",
    "The claim that holds a token's type; `none` switches the check off.",
  ),
  JTI_CLAIM: setting(
    orNone(text),
    "jti",
    "The claim that holds a token's identifier; `none` switches it off, and with it blacklist and rotation records.",
  ),
  SLIDING_TOKEN_LIFETIME: setting(
    duration(1),
    "5m",
    "How long a sliding token is good before it must be refreshed.",
  ),
  SLIDING_TOKEN_REFRESH_LIFETIME: setting(
    duration(1),
    "1d",
    "How long a sliding token can be refreshed; a refresh does not extend it.",
  ),
  SLIDING_TOKEN_REFRESH_EXP_CLAIM: setting(
    text,
    "refresh_exp",
    "The claim that holds the end of a sliding token's refreshing.",
  ),
  CHECK_REVOKE_TOKEN: setting(
    boolean,
    "false",
    "Tokens carry an MD5 of the stored password hash, and die when it changes. Only for peers that demand it.",
  ),
  REVOKE_TOKEN_CLAIM: setting(text, "hash_password", "The claim for CHECK_REVOKE_TOKEN."),
  CHECK_USER_IS_ACTIVE: setting(boolean, "true", "Refuse tokens of users who are not active."),
} as const;

const jwtCookies = {
  AUTH_COOKIE: setting(
    orNone(token),
    "none",
    "The access token's cookie. `none`: programs send and get tokens in bodies; our own pages use the cookies `latchkey_access` and `latchkey_refresh`. Set: tokens travel in cookies only, in no body.",
  ),
  AUTH_COOKIE_REFRESH: setting(
    token,
    undefined,
    "The refresh token's cookie; its path is `/`.",
    "`<AUTH_COOKIE>_refresh`",
  ),
  AUTH_COOKIE_HTTP_ONLY: setting(boolean, "true", "Whether page scripts are kept from the token cookies."),
  AUTH_COOKIE_PATH: setting(path, "/", "The access cookie's path."),
  AUTH_COOKIE_SAMESITE: setting(sameSite, "Lax", "Lax, Strict or None (None needs Secure)."),
  AUTH_COOKIE_SECURE: setting(
    boolean,
    undefined,
    "Token cookies travel over HTTPS only.",
    "false with DEBUG, else true",
  ),
} as const;

const sessions = {
  SESSION_COOKIE_NAME: setting(
    token,
    "sessionid",
    "The session cookie; `__Host-` is put before it where Secure and path allow.",
  ),
  SESSION_COOKIE_AGE: setting(duration(1), "14d", "How long a session lives."),
  SESSION_COOKIE_SECURE: setting(
    boolean,
    undefined,
    "The session cookie travels over HTTPS only.",
    "false with DEBUG, else true",
  ),
  SESSION_COOKIE_HTTPONLY: setting(boolean, "true", "Whether page scripts are kept from the session cookie."),
  SESSION_COOKIE_SAMESITE: setting(sameSite, "Lax", "Lax, Strict or None (None needs Secure)."),
  SESSION_COOKIE_PATH: setting(path, "/", "The session cookie's path."),
  SESSION_EXPIRE_AT_BROWSER_CLOSE: setting(
    boolean,
    "false",
    "The cookie ends with the browser; the row still ends at SESSION_COOKIE_AGE.",
  ),
  SESSION_SAVE_EVERY_REQUEST: setting(
    boolean,
    "false",
    "Every use of a session gives it its full age again.",
  ),
  SESSION_IDLE_TIMEOUT: setting(orNone(duration(1)), "none", "A session unused for this long is dead."),
} as const;

const passwords = {
  PASSWORD_HASHERS: setting(
    listOf(oneOf(HASHERS)),
    "pbkdf2_sha256,bcrypt_sha256,bcrypt,argon2,scrypt,pbkdf2_sha1",
    "Hashers in use; the first makes new hashes, the others are upgraded at sign-in. `md5` (check only) may be added.",
  ),
  PBKDF2_ITERATIONS: setting(
    integer(1, 100_000_000),
    "1000000",
    "For new PBKDF2 hashes. Django 5.2's number.",
  ),
  BCRYPT_ROUNDS: setting(integer(4, 20), "12", "For new bcrypt hashes."),
  PASSWORD_VALIDATORS: setting(
    listOf(oneOf(VALIDATORS)),
    VALIDATORS.join(","),
    "Django's four: similarity, min_length, common, numeric.",
  ),
  PASSWORD_MIN_LENGTH: setting(integer(1, 128), "8", "For `min_length`."),
} as const;

/** Groups in the order of the documentation. */
export const groups = {
  General: general,
  "Tokens (SIMPLE_JWT)": jwt,
  "Token cookies": jwtCookies,
  Sessions: sessions,
  Passwords: passwords,
} as const;

export const definitions = { ...general, ...jwt, ...jwtCookies, ...sessions, ...passwords } as const;
export type SettingName = keyof typeof definitions;
type ValueOf<D> = D extends Definition<infer T> ? T : never;

/** Every setting as given or defaulted; `undefined` only where no literal default exists. */
export type RawSettings = { readonly [N in SettingName]: ValueOf<(typeof definitions)[N]> | undefined };
