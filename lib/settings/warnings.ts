import { parseUrl } from "@/lib/contract/parse_url";
import { WEAK_HASHERS } from "@/lib/credentials/passwords/policy";
import { type Finding, findingsOf, type Row } from "./checks/finding";
import { cookieRows } from "./cookie_warnings";
import type { RawSettings } from "./definitions";
import { limitRows } from "./limit_warnings";
import type { Settings } from "./settings";
import { addressRows, isLoopback } from "./unsafe_addresses";

const MINUTE = 60;
const DAY = 86_400;
/** OWASP's Password Storage Cheat Sheet, for PBKDF2-HMAC-SHA256 and bcrypt. */
const [GOOD_PBKDF2_ITERATIONS, GOOD_BCRYPT_ROUNDS] = [600_000, 10];
/** PBKDF2PasswordHasher.iterations. */
const DJANGO_PBKDF2_ITERATIONS = 1_200_000;
/** NIST SP 800-63B-4, 3.1.1.2. Characters. */
const GOOD_PASSWORD_LENGTH = 8;

/**
 * What the start warns of: each setting that is valid but unsafe in production, or where other machines can connect. What is
 * never right in production is refused in refusals.ts.
 */
export function warnings(settings: Settings): Finding[] {
  if (settings.debug) return findingsOf(development(settings));
  return settingsFindings(settings).filter(({ level }) => level !== "info");
}

/** All that the settings show, for production. */
export function settingsFindings(settings: Settings): Finding[] {
  return findingsOf([
    ...passwordRows(settings.passwords),
    ...cookieRows(settings),
    ...tokenRows(settings.jwt),
    ...lifetimeRows(settings),
    ...mailRows(settings.mail),
    ...eventRows(settings),
    ...limitRows(settings),
    ...addressRows(settings),
  ]);
}

function development({ host, origin }: Settings): Row[] {
  const hostname = parseUrl(origin)?.hostname ?? host;
  return [
    [
      !isLoopback(host),
      `DEBUG=true and HOST=${host}: other machines can reach a development server.`,
      "W030",
    ],
    [
      isLoopback(host) && !isLoopback(hostname),
      `DEBUG=true and APP_ORIGIN=${origin}: other machines can reach a development server.`,
      "W030",
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
      "W001",
    ],
    [
      validators.includes("min_length") && minLength < GOOD_PASSWORD_LENGTH,
      `PASSWORD_MIN_LENGTH=${minLength} is less than ${GOOD_PASSWORD_LENGTH}.`,
      "W002",
    ],
    [weak.length > 0, `PASSWORD_HASHERS lists ${weak.join(" and ")}, which gives passwords away.`, "W003"],
    [first === "pbkdf2_sha1", "PASSWORD_HASHERS begins with pbkdf2_sha1.", "W004"],
    [
      first === "pbkdf2_sha256" && pbkdf2Iterations < GOOD_PBKDF2_ITERATIONS,
      `PBKDF2_ITERATIONS=${pbkdf2Iterations} is less than ${GOOD_PBKDF2_ITERATIONS}.`,
      "W005",
    ],
    [
      first === "pbkdf2_sha256" &&
        pbkdf2Iterations >= GOOD_PBKDF2_ITERATIONS &&
        pbkdf2Iterations < DJANGO_PBKDF2_ITERATIONS,
      `PBKDF2_ITERATIONS=${pbkdf2Iterations} is less than Django 6.0's ${DJANGO_PBKDF2_ITERATIONS}.`,
      "I002",
    ],
    [
      first === "bcrypt_sha256" && bcryptRounds < GOOD_BCRYPT_ROUNDS,
      `BCRYPT_ROUNDS=${bcryptRounds} is less than ${GOOD_BCRYPT_ROUNDS}.`,
      "W006",
    ],
  ];
}

function tokenRows(jwt: Settings["jwt"]): Row[] {
  return [
    [
      jwt.tokenClasses.some((name) => name !== "AccessToken"),
      `AUTH_TOKEN_CLASSES=${jwt.tokenClasses.join(",")} accepts long-lived tokens as bearer tokens.`,
      "W014",
    ],
    [jwt.typeClaim === null, "TOKEN_TYPE_CLAIM=none lets a refresh token pass for an access token.", "W015"],
    [
      jwt.jtiClaim === null,
      "JTI_CLAIM=none switches off the blacklist and the rotation of refresh tokens.",
      "W016",
    ],
    [
      !jwt.checkUserIsActive,
      "CHECK_USER_IS_ACTIVE=false accepts the tokens of users who were deactivated.",
      "W017",
    ],
    [
      jwt.rotate && !jwt.blacklistAfterRotation,
      "BLACKLIST_AFTER_ROTATION=false leaves rotated refresh tokens valid, so that a stolen one is not noticed.",
      "W018",
    ],
    [
      !jwt.rotate && jwt.refreshLifetime > 14 * DAY,
      `REFRESH_TOKEN_LIFETIME=${Math.floor(jwt.refreshLifetime / DAY)}d without ROTATE_REFRESH_TOKENS: a stolen refresh token works until it expires.`,
      "W037",
    ],
    [
      jwt.algorithm.startsWith("HS"),
      `ALGORITHM=${jwt.algorithm}: whoever verifies tokens offline needs the secret, and can make tokens by it.`,
      "I001",
    ],
    [
      jwt.leeway > 5 * MINUTE,
      `LEEWAY=${jwt.leeway}s lets tokens live that much longer: it is for clocks that differ, by a few minutes at most.`,
      "W019",
    ],
    [
      jwt.refreshGracePeriod > MINUTE,
      `REFRESH_GRACE_PERIOD=${jwt.refreshGracePeriod}s leaves a stolen refresh token unnoticed for that long.`,
      "W020",
    ],
  ];
}

function lifetimeRows({ jwt, session }: Settings): Row[] {
  const long = (name: string, seconds: number, days: number): Row => [
    seconds > days * DAY,
    `${name}=${Math.floor(seconds / DAY)}d is a long life for what may be stolen: ${days} days are much.`,
    "W021",
  ];
  return [
    long("ACCESS_TOKEN_LIFETIME", jwt.accessLifetime, 1),
    long("SLIDING_TOKEN_LIFETIME", jwt.slidingLifetime, 1),
    long("REFRESH_TOKEN_LIFETIME", jwt.refreshLifetime, 90),
    long("SLIDING_TOKEN_REFRESH_LIFETIME", jwt.slidingRefreshLifetime, 90),
    long("SESSION_COOKIE_AGE", session.age, 90),
    [
      jwt.absoluteLifetime === null,
      "REFRESH_ABSOLUTE_LIFETIME=none lets a sign-in be renewed for ever.",
      "W022",
    ],
    [session.absoluteAge === null, "SESSION_ABSOLUTE_AGE=none lets a session be renewed for ever.", "W022"],
  ];
}

function mailRows({ delivery, host, useTls, useSsl }: Settings["mail"]): Row[] {
  return [
    [
      delivery === "off",
      "EMAIL_HOST is not set: no mail is sent, and forgotten passwords cannot be reset.",
      "W023",
    ],
    [
      delivery === "smtp" && !useTls && !useSsl && !isLoopback(host ?? ""),
      "EMAIL_USE_TLS=false sends mail, with the links that set passwords, in plain text over the network.",
      "W024",
    ],
  ];
}

function eventRows({ events, secretKeys }: Settings): Row[] {
  const isShared = events !== null && secretKeys.includes(events.secret);
  return [[isShared, "EVENTS_SECRET is the same as SECRET_KEY.", "W038"]];
}
