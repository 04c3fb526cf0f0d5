import { readFileSync } from "node:fs";
import { checkKeys } from "./check_keys";
import type { Given } from "./definitions";
import { type CookieSpec, type Settings, SettingsError } from "./settings";

const SECRET_KEY_BYTES = 32;

/**
 * Decides what the given settings mean together.
 * @throws SettingsError for combinations that cannot be, each with the way out
 */
export function decide(given: Given): Settings {
  const problems: string[] = [];
  const need = <T>(value: T | undefined): T => value as T;
  const debug = need(given.DEBUG);

  const secretKeys = [given.SECRET_KEY ?? "", ...need(given.SECRET_KEY_FALLBACKS)] as [string, ...string[]];
  if (given.SECRET_KEY === undefined) {
    problems.push(
      "SECRET_KEY must be set: put 50 random characters into it, and keep them for as long as sessions should last.",
    );
  } else if (secretKeys.some((key) => Buffer.byteLength(key) < SECRET_KEY_BYTES)) {
    problems.push(`SECRET_KEY and SECRET_KEY_FALLBACKS must hold at least ${SECRET_KEY_BYTES} bytes each.`);
  }

  const signingKey = pem(given.SIGNING_KEY ?? secretKeys[0], "SIGNING_KEY", problems);
  const verifyingKey = pem(given.VERIFYING_KEY ?? signingKey, "VERIFYING_KEY", problems);
  const algorithm = need(given.ALGORITHM);
  if (problems.length === 0) problems.push(...checkKeys(algorithm, signingKey, verifyingKey));

  const headerTypes = need(given.AUTH_HEADER_TYPES);
  if (headerTypes.length === 0)
    problems.push("AUTH_HEADER_TYPES must name at least one word, such as Bearer.");
  const hashers = need(given.PASSWORD_HASHERS);
  const preferred = hashers[0];
  if (preferred === undefined || preferred === "bcrypt" || preferred === "md5") {
    problems.push(
      "PASSWORD_HASHERS must begin with a hasher that makes hashes: bcrypt and md5 are checked only.",
    );
  }

  const session = spec(
    need(given.SESSION_COOKIE_NAME),
    need(given.SESSION_COOKIE_PATH),
    need(given.SESSION_COOKIE_HTTPONLY),
    given.SESSION_COOKIE_SECURE ?? !debug,
    need(given.SESSION_COOKIE_SAMESITE),
  );
  const cookies = tokenCookies(given, debug);
  for (const [setting, cookie] of [
    ["SESSION_COOKIE", session],
    ["AUTH_COOKIE", cookies?.access],
  ] as const) {
    if (cookie?.sameSite === "None" && !cookie.secure) {
      problems.push(
        `${setting}_SAMESITE=None needs ${setting}_SECURE=true: browsers refuse the cookie otherwise.`,
      );
    }
  }
  const names = [session.name, cookies?.access.name, cookies?.refresh.name].filter(
    (name) => name !== undefined,
  );
  if (new Set(names).size < names.length) {
    problems.push("SESSION_COOKIE_NAME, AUTH_COOKIE and AUTH_COOKIE_REFRESH must be three different names.");
  }
  for (const name of names) problems.push(...checkPrefix(name, [session, cookies?.access, cookies?.refresh]));

  const audience = given.AUDIENCE ?? null;
  const host = need(given.HOST);
  const port = need(given.PORT);
  if (problems.length > 0) throw new SettingsError(problems);

  return deepFreeze<Settings>({
    debug,
    host,
    port,
    origin: given.APP_ORIGIN ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    trustedOrigins: need(given.CSRF_TRUSTED_ORIGINS),
    databaseUrl: need(given.DATABASE_URL),
    language: need(given.LANGUAGE_CODE),
    secretKeys,
    jwt: {
      accessLifetime: Math.floor(need(given.ACCESS_TOKEN_LIFETIME)),
      refreshLifetime: Math.floor(need(given.REFRESH_TOKEN_LIFETIME)),
      rotate: need(given.ROTATE_REFRESH_TOKENS),
      blacklistAfterRotation: need(given.BLACKLIST_AFTER_ROTATION),
      refreshGracePeriod: need(given.REFRESH_GRACE_PERIOD),
      updateLastLogin: need(given.UPDATE_LAST_LOGIN),
      algorithm,
      signingKey,
      verifyingKey,
      // One audience is written as a string, several as an array: what PyJWT does with AUDIENCE.
      audience: audience?.length === 1 ? (audience[0] ?? null) : audience?.length ? audience : null,
      issuer: given.ISSUER ?? null,
      leeway: need(given.LEEWAY),
      headerTypes,
      headerName: need(given.AUTH_HEADER_NAME)
        .replace(/^HTTP_/, "")
        .replaceAll("_", "-")
        .toLowerCase(),
      userIdField: need(given.USER_ID_FIELD),
      userIdClaim: need(given.USER_ID_CLAIM),
      tokenClasses: need(given.AUTH_TOKEN_CLASSES),
      typeClaim: given.TOKEN_TYPE_CLAIM ?? null,
      jtiClaim: given.JTI_CLAIM ?? null,
      slidingLifetime: Math.floor(need(given.SLIDING_TOKEN_LIFETIME)),
      slidingRefreshLifetime: Math.floor(need(given.SLIDING_TOKEN_REFRESH_LIFETIME)),
      slidingRefreshExpClaim: need(given.SLIDING_TOKEN_REFRESH_EXP_CLAIM),
      checkRevokeToken: need(given.CHECK_REVOKE_TOKEN),
      revokeTokenClaim: need(given.REVOKE_TOKEN_CLAIM),
      checkUserIsActive: need(given.CHECK_USER_IS_ACTIVE),
      cookies,
    },
    session: {
      cookie: session,
      age: need(given.SESSION_COOKIE_AGE),
      expireAtBrowserClose: need(given.SESSION_EXPIRE_AT_BROWSER_CLOSE),
      saveEveryRequest: need(given.SESSION_SAVE_EVERY_REQUEST),
      idleTimeout: given.SESSION_IDLE_TIMEOUT ?? null,
    },
    passwords: {
      hashers,
      pbkdf2Iterations: need(given.PBKDF2_ITERATIONS),
      bcryptRounds: need(given.BCRYPT_ROUNDS),
      validators: need(given.PASSWORD_VALIDATORS),
      minLength: need(given.PASSWORD_MIN_LENGTH),
    },
  });
}

/** The refresh token is wanted by the endpoints under this path only, so no other request carries it. */
const REFRESH_COOKIE_PATH = "/user";

function tokenCookies(given: Given, debug: boolean): Settings["jwt"]["cookies"] {
  const name = given.AUTH_COOKIE;
  if (name === undefined || name === null) return null;
  const secure = given.AUTH_COOKIE_SECURE ?? !debug;
  const make = (cookie: string, path: string) =>
    spec(cookie, path, given.AUTH_COOKIE_HTTP_ONLY ?? true, secure, given.AUTH_COOKIE_SAMESITE ?? "Lax");
  return {
    access: make(name, given.AUTH_COOKIE_PATH ?? "/"),
    refresh: make(given.AUTH_COOKIE_REFRESH ?? `${name}_refresh`, REFRESH_COOKIE_PATH),
  };
}

/** A Secure cookie gets the strongest name prefix that its path allows (RFC 6265bis, 4.1.3). */
function spec(
  name: string,
  path: string,
  httpOnly: boolean,
  secure: boolean,
  sameSite: CookieSpec["sameSite"],
): CookieSpec {
  const prefix = !secure || /^__(Host|Secure)-/i.test(name) ? "" : path === "/" ? "__Host-" : "__Secure-";
  return { name: prefix + name, path, httpOnly, secure, sameSite };
}

function checkPrefix(name: string, cookies: readonly (CookieSpec | undefined)[]): string[] {
  const cookie = cookies.find((candidate) => candidate?.name === name);
  if (!cookie || !/^__(host|secure)-/i.test(name)) return [];
  if (!cookie.secure) return [`The cookie name ${name} needs a Secure cookie: browsers refuse it otherwise.`];
  if (/^__host-/i.test(name) && cookie.path !== "/") return [`The cookie name ${name} needs the path /.`];
  return [];
}

/** A key may be given as the path of a PEM file; in one line of an environment file, \n stands for line ends. */
function pem(value: string, name: string, problems: string[]): string {
  if (/^[./~].*\.(pem|key|pub)$/.test(value)) {
    try {
      return readFileSync(value, "utf8").trim();
    } catch {
      problems.push(`${name} names the file ${value}, which cannot be read.`);
    }
  }
  return value.startsWith("-----BEGIN ") ? value.replaceAll("\\n", "\n") : value;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
