import { availableParallelism } from "node:os";
import { FAMILY_CLAIM } from "@/lib/credentials/jwt/token_class";
import type { RawSettings } from "./definitions";
import { resolveCookies } from "./resolve_cookies";
import { resolveKeys } from "./resolve_keys";
import { type Settings, SettingsError } from "./settings";

const SECRET_KEY_BYTES = 32;

/**
 * Decides what the given settings mean together.
 * @throws SettingsError for combinations that cannot be, each with the way out
 */
export function resolve(given: RawSettings): Settings {
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

  const keys = resolveKeys(given, secretKeys, problems);

  const headerTypes = need(given.AUTH_HEADER_TYPES);
  if (headerTypes.length === 0)
    problems.push("AUTH_HEADER_TYPES must name at least one word, such as Bearer.");
  if (need(given.AUTH_TOKEN_CLASSES).length === 0) {
    problems.push("AUTH_TOKEN_CLASSES must name at least one class, such as AccessToken.");
  }
  const hashers = need(given.PASSWORD_HASHERS);
  const preferred = hashers[0];
  if (preferred === undefined || preferred === "bcrypt" || preferred === "md5") {
    problems.push(
      "PASSWORD_HASHERS must begin with a hasher that makes hashes: bcrypt and md5 are checked only.",
    );
  }

  const cookies = resolveCookies(given, debug, problems);

  problems.push(...claimProblems(given));

  const audience = given.AUDIENCE ?? null;
  const host = need(given.HOST);
  const port = need(given.PORT);
  if (problems.length > 0) throw new SettingsError(problems);

  return deepFreeze<Settings>({
    debug,
    host,
    port,
    workers: need(given.WORKERS) || availableParallelism(),
    trustedProxies: need(given.TRUSTED_PROXIES),
    origin: given.APP_ORIGIN ?? originOf(host, port),
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
      ...keys,
      // One audience is written as a string, several as an array: what PyJWT does with AUDIENCE.
      audience: audience?.length === 1 ? (audience[0] ?? null) : audience?.length ? audience : null,
      issuer: given.ISSUER ?? null,
      leeway: given.LEEWAY ?? 0,
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
      cookies: cookies.tokens,
      tokensInBodies: (given.AUTH_COOKIE ?? null) === null,
    },
    session: {
      cookie: cookies.session,
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

/** As browsers write it: in lower case, without the scheme's own port. */
function originOf(host: string, port: number): string {
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return URL.canParse(url) ? new URL(url).origin : url;
}

/** Claims that are written or read under one name each; two under the same would overwrite each other. */
function claimProblems(given: RawSettings): string[] {
  const names = [
    ...["exp", "iat", "nbf", "aud", "iss", FAMILY_CLAIM],
    given.USER_ID_CLAIM,
    given.TOKEN_TYPE_CLAIM,
    given.JTI_CLAIM,
    given.SLIDING_TOKEN_REFRESH_EXP_CLAIM,
    given.CHECK_REVOKE_TOKEN ? given.REVOKE_TOKEN_CLAIM : null,
  ].filter((name) => typeof name === "string");
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined
    ? []
    : [
        `Two claims would be named ${twice}: give USER_ID_CLAIM, TOKEN_TYPE_CLAIM, JTI_CLAIM and the others names of their own.`,
      ];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
