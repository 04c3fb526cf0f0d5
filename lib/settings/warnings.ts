import type { CookieSpec } from "@/lib/contract/cookie";
import { WEAK_HASHERS } from "@/lib/credentials/passwords/policy";
import type { RawSettings } from "./definitions";
import { limitRows } from "./limit_warnings";
import type { Settings } from "./settings";
import { addressRows, isLoopback, type Row } from "./unsafe_addresses";

const MINUTE = 60;
const DAY = 86_400;
/** OWASP's Password Storage Cheat Sheet, for PBKDF2-HMAC-SHA256 and bcrypt. */
const [GOOD_PBKDF2_ITERATIONS, GOOD_BCRYPT_ROUNDS] = [600_000, 10];
/** NIST SP 800-63B-4, 3.1.1.2. Characters. */
const GOOD_PASSWORD_LENGTH = 8;

/**
 * A sentence for each setting that is valid but unsafe in production, or where other machines can connect: it begins with the
 * setting's name. What is never right in production is refused in refusals.ts.
 */
export function warnings(settings: Settings): string[] {
  const rows = settings.debug
    ? development(settings)
    : [
        ...passwordRows(settings.passwords),
        ...cookieRows(settings),
        ...tokenRows(settings.jwt),
        ...lifetimeRows(settings),
        ...mailRows(settings.mail),
        ...limitRows(settings),
        ...addressRows(settings),
      ];
  return rows.filter(([holds]) => holds).map(([, sentence]) => sentence);
}

function development({ host, origin }: Settings): Row[] {
  const hostname = URL.canParse(origin) ? new URL(origin).hostname : host;
  return [
    [!isLoopback(host), `DEBUG=true and HOST=${host}: other machines can reach a development server.`],
    [
      isLoopback(host) && !isLoopback(hostname),
      `DEBUG=true and APP_ORIGIN=${origin}: other machines can reach a development server.`,
    ],
  ];
}

function passwordRows(passwords: RawSettings["passwords"]): Row[] {
  const { hashers, pbkdf2Iterations, bcryptRounds, validators, minLength } = passwords;
  const [first] = hashers;
  const weak = WEAK_HASHERS.filter((name) => hashers.includes(name));
  const missing = (["min_length", "common"] as const).filter((name) => !validators.includes(name));
  return [
    [
      missing.length > 0,
      `PASSWORD_VALIDATORS leaves out ${missing.join(" and ")}: passwords that are guessed first are accepted.`,
    ],
    [
      validators.includes("min_length") && minLength < GOOD_PASSWORD_LENGTH,
      `PASSWORD_MIN_LENGTH=${minLength} is less than ${GOOD_PASSWORD_LENGTH}.`,
    ],
    [
      weak.length > 0,
      `PASSWORD_HASHERS lists ${weak.join(" and ")}, which gives passwords away: take it out as soon as its hashes have been upgraded.`,
    ],
    [
      first === "pbkdf2_sha1",
      "PASSWORD_HASHERS begins with pbkdf2_sha1: begin with pbkdf2_sha256 or argon2.",
    ],
    [
      first === "pbkdf2_sha256" && pbkdf2Iterations < GOOD_PBKDF2_ITERATIONS,
      `PBKDF2_ITERATIONS=${pbkdf2Iterations} is less than ${GOOD_PBKDF2_ITERATIONS}.`,
    ],
    [
      first === "bcrypt_sha256" && bcryptRounds < GOOD_BCRYPT_ROUNDS,
      `BCRYPT_ROUNDS=${bcryptRounds} is less than ${GOOD_BCRYPT_ROUNDS}.`,
    ],
  ];
}

function cookieRows({ session: { cookie }, jwt: { cookies } }: Settings): Row[] {
  const { access } = cookies;
  return [
    [!cookie.secure, "SESSION_COOKIE_SECURE=false sends the session cookie over plain HTTP."],
    [!cookie.httpOnly, "SESSION_COOKIE_HTTPONLY=false lets page scripts read the session cookie."],
    [
      cookie.sameSite === "None",
      "SESSION_COOKIE_SAMESITE=None sends the session cookie with requests of other sites.",
    ],
    plantable("SESSION_COOKIE_PATH", cookie),
    plantable("AUTH_COOKIE_PATH", access),
    ...shared("SESSION_COOKIE_DOMAIN", cookie),
    ...shared("AUTH_COOKIE_DOMAIN", access),
    [!access.secure, "AUTH_COOKIE_SECURE=false sends tokens over plain HTTP."],
    [!access.httpOnly, "AUTH_COOKIE_HTTP_ONLY=false lets page scripts read the tokens."],
    [access.sameSite === "None", "AUTH_COOKIE_SAMESITE=None sends tokens with requests of other sites."],
  ];
}

/** A cookie with a path of its own cannot be `__Host-`. */
function plantable(setting: string, { path }: CookieSpec): Row {
  return [path !== "/", `${setting}=${path} lets sites of sibling domains plant the cookie: set it to /.`];
}

/** Nor can one with a domain: it says so once, whatever its path. */
function shared(setting: string, { domain, name }: CookieSpec): Row[] {
  if (domain === undefined) return [];
  const isSuffix = /^(com?|net|org|gov|edu|ac|or|ne|go|re|pe)\.[a-z]{2}$/.test(domain);
  return [
    [
      true,
      `${setting}=${domain} gives up \`__Host-\`: every host of ${domain} gets ${name} with its requests, and can plant one of its own. Set it only if all of them are trusted.`,
    ],
    [
      isSuffix,
      `${setting}=${domain} looks like a suffix under which everybody can have a domain: browsers refuse such a cookie.`,
    ],
  ];
}

function tokenRows(jwt: Settings["jwt"]): Row[] {
  return [
    [
      jwt.tokenClasses.some((name) => name !== "AccessToken"),
      `AUTH_TOKEN_CLASSES=${jwt.tokenClasses.join(",")} accepts long-lived tokens as bearer tokens: set it to AccessToken.`,
    ],
    [jwt.typeClaim === null, "TOKEN_TYPE_CLAIM=none lets a refresh token pass for an access token."],
    [jwt.jtiClaim === null, "JTI_CLAIM=none switches off the blacklist and the rotation of refresh tokens."],
    [!jwt.checkUserIsActive, "CHECK_USER_IS_ACTIVE=false accepts the tokens of users who were deactivated."],
    [
      jwt.rotate && !jwt.blacklistAfterRotation,
      "BLACKLIST_AFTER_ROTATION=false leaves rotated refresh tokens valid, so that a stolen one is not noticed.",
    ],
    [
      jwt.leeway > 5 * MINUTE,
      `LEEWAY=${jwt.leeway}s lets tokens live that much longer: it is for clocks that differ, by a few minutes at most.`,
    ],
    [
      jwt.refreshGracePeriod > MINUTE,
      `REFRESH_GRACE_PERIOD=${jwt.refreshGracePeriod}s leaves a stolen refresh token unnoticed for that long: some seconds suffice.`,
    ],
  ];
}

function lifetimeRows({ jwt, session }: Settings): Row[] {
  const long = (name: string, seconds: number, days: number): Row => [
    seconds > days * DAY,
    `${name}=${Math.floor(seconds / DAY)}d is a long life for what may be stolen: ${days} days are much.`,
  ];
  return [
    long("ACCESS_TOKEN_LIFETIME", jwt.accessLifetime, 1),
    long("SLIDING_TOKEN_LIFETIME", jwt.slidingLifetime, 1),
    long("REFRESH_TOKEN_LIFETIME", jwt.refreshLifetime, 90),
    long("SLIDING_TOKEN_REFRESH_LIFETIME", jwt.slidingRefreshLifetime, 90),
    long("SESSION_COOKIE_AGE", session.age, 90),
    [jwt.absoluteLifetime === null, "REFRESH_ABSOLUTE_LIFETIME=none lets a sign-in be renewed for ever."],
    [session.absoluteAge === null, "SESSION_ABSOLUTE_AGE=none lets a session be renewed for ever."],
  ];
}

function mailRows({ delivery, host, useTls, useSsl }: Settings["mail"]): Row[] {
  return [
    [delivery === "off", "EMAIL_HOST is not set: no mail is sent, and forgotten passwords cannot be reset."],
    [
      delivery === "smtp" && !useTls && !useSsl && !isLoopback(host ?? ""),
      "EMAIL_USE_TLS=false sends mail, with the links that set passwords, in plain text over the network: set it or EMAIL_USE_SSL.",
    ],
  ];
}
