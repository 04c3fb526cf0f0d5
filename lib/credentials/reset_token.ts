import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/*
 * Links that set a new password, as Django makes them (django.contrib.auth.tokens.PasswordResetTokenGenerator, Django 3.1 and
 * newer): links that a Django with the same key has mailed are valid here, and the other way round.
 */

const KEY_SALT = "django.contrib.auth.tokens.PasswordResetTokenGenerator";
/** Seconds of 2001-01-01 since 1970-01-01, from where Django counts. */
const DJANGO_EPOCH = Date.UTC(2001, 0, 1) / 1000;
/** Python's int() of what base36_to_int() takes: 13 characters at most. */
const TOKEN = /^([0-9a-z]{1,13})-[0-9a-f]{32}$/;

/** What of a user's row makes a token: when any of it changes, the token is no longer valid. */
export interface ResetSubject {
  /** The primary key, as text. */
  readonly key: string;
  /** The stored hash. */
  readonly password: string;
  readonly lastLogin: Date | null;
  /** On whose clock Django has `lastLogin`: the one of TIME_ZONE where USE_TZ=False, else UTC (null). */
  readonly lastLoginZone?: string | null;
  readonly email: string;
}

/** @param timeZone Django's TIME_ZONE: the stamp is local time, without a zone */
export function makeResetToken(subject: ResetSubject, secret: string, at: Date, timeZone: string): string {
  return tokenOf(subject, secret, localSeconds(at, timeZone));
}

/**
 * Whether a token is the user's, of one of the secrets, and no older than the timeout.
 * @param timeout seconds; a token is valid at that age, and no longer
 */
export function checkResetToken(
  token: string,
  subject: ResetSubject,
  context: { secrets: readonly string[]; now: Date; timeZone: string; timeout: number },
): boolean {
  const stamp = Number.parseInt(TOKEN.exec(token)?.[1] ?? "", 36);
  if (!Number.isSafeInteger(stamp)) return false;
  const isOurs = context.secrets.some((secret) => isEqual(tokenOf(subject, secret, stamp), token));
  return isOurs && localSeconds(context.now, context.timeZone) - stamp <= context.timeout;
}

/** The primary key in a link (django.utils.http.urlsafe_base64_encode). */
export function encodeUid(key: string): string {
  return Buffer.from(key).toString("base64url");
}

/** @returns null where it is not the only encoding of a key, or of one with NUL, which PostgreSQL cannot store */
export function decodeUid(uid: string): string | null {
  const key = Buffer.from(uid, "base64url").toString();
  return key !== "" && !key.includes("\0") && encodeUid(key) === uid ? key : null;
}

function tokenOf(subject: ResetSubject, secret: string, stamp: number): string {
  const { key, password, lastLogin, lastLoginZone, email } = subject;
  const login = lastLogin === null ? "" : localTime(lastLogin, lastLoginZone ?? "UTC");
  const hmacKey = createHash("sha256").update(KEY_SALT).update(secret).digest();
  const digest = createHmac("sha256", hmacKey)
    .update(`${key}${password}${login}${stamp}${email}`)
    .digest("hex");
  // Every second digit: the link is to be short.
  return `${stamp.toString(36)}-${digest.replace(/(.)./g, "$1")}`;
}

/** What str() makes of a datetime without zone and fraction: `2026-11-24 22:02:24`. */
function localTime(at: Date, timeZone: string): string {
  return new Date(localMilliseconds(at, timeZone)).toISOString().slice(0, 19).replace("T", " ");
}

/** Seconds of the wall clock since 2001-01-01, as datetime.now() has it. */
function localSeconds(at: Date, timeZone: string): number {
  return localMilliseconds(at, timeZone) / 1000 - DJANGO_EPOCH;
}

/** What the wall clock of a zone shows, to the second, as if it were UTC. */
function localMilliseconds(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    ...({ year: "numeric", month: "numeric", day: "numeric" } as const),
    ...({ hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23", timeZone } as const),
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
