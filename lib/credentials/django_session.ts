import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { inflateSync } from "node:zlib";
import { derivedKey } from "./digest";

/*
 * Sessions as Django's engines db and cached_db keep them (django.contrib.sessions.backends.base.SessionBase.decode), and what
 * django.contrib.auth.get_user() checks of one.
 */

/** What django.contrib.auth.login() leaves in a session. */
export interface DjangoSession {
  /** The user's primary key, as text. */
  readonly userId: string;
  /** A keyed digest of the stored hash. */
  readonly authHash: string;
  /** When Django wrote the session last: no earlier than the sign-in. Null in the form of Django 3.0 and earlier. */
  readonly writtenAt: Date | null;
}

interface Options {
  /** The secret key, then the former ones. */
  readonly secrets: readonly string[];
  /** Whether the forms of Django 3.0 and earlier are read, too, which its versions 3.1 and 3.2 still took: with SHA-1. */
  readonly legacy: boolean;
}

type Algorithm = "sha256" | "sha1";

const SALT = "django.contrib.sessions.SessionStore";
const LEGACY_SALT = "django.contrib.sessionsSessionStore";
const AUTH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash";
/** Bytes. What was compressed can be a thousand times as long; no session of a sign-in is. */
const MAX_LENGTH = 1_048_576;
/** What django.core.signing.dumps() writes: a dot where it is compressed, base64url, base62 seconds, a signature. */
const SIGNED = /^((\.?)([\w-]+):([0-9A-Za-z]{1,6})):([\w-]+)$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The sign-in in a session's stored data; null where nobody is signed in, or the signature is none of the secrets'. */
export function readDjangoSession(data: string, options: Options): DjangoSession | null {
  const read = readSigned(data, options) ?? (options.legacy ? readLegacy(data, options.secrets) : null);
  return read === null ? null : signInOf(read.json, read.writtenAt);
}

/** Whether the hash in a session is that of the user's stored password hash (AbstractBaseUser.get_session_auth_hash). */
export function matchesAuthHash(authHash: string, encoded: string, { secrets, legacy }: Options): boolean {
  return algorithms(legacy).some((algorithm) =>
    secrets.some((secret) =>
      equal(authHash, saltedHmac(AUTH_SALT, encoded, secret, algorithm).toString("hex")),
    ),
  );
}

/** The key of our session that takes over one of Django's: the same for all who bring that. base64url */
export function takenOverKey(djangoKey: string, secret: string): string {
  return createHmac("sha256", derivedKey(secret, "latchkey.django_session_key"))
    .update(djangoKey)
    .digest("base64url");
}

interface Read {
  readonly json: string;
  readonly writtenAt: Date | null;
}

function readSigned(data: string, { secrets, legacy }: Options): Read | null {
  const [, value = "", dot = "", text = "", stamp = "", signature = ""] = SIGNED.exec(data) ?? [];
  if (value === "" || !isSigned(value, signature, secrets, legacy)) return null;
  const bytes = Buffer.from(text, "base64url");
  const json = dot === "" ? bytes : inflated(bytes);
  return json && { json: json.toString("latin1"), writtenAt: new Date(fromBase62(stamp) * 1000) };
}

function isSigned(value: string, signature: string, secrets: readonly string[], legacy: boolean): boolean {
  return algorithms(legacy).some((algorithm) =>
    secrets.some((secret) =>
      equal(signature, saltedHmac(`${SALT}signer`, value, secret, algorithm).toString("base64url")),
    ),
  );
}

/** base64 of `hash:json` (SessionBase._legacy_decode). */
function readLegacy(data: string, secrets: readonly string[]): Read | null {
  if (!BASE64.test(data)) return null;
  const decoded = Buffer.from(data, "base64");
  const at = decoded.indexOf(":");
  if (at < 0) return null;
  const [hash, json] = [decoded.toString("latin1", 0, at), decoded.subarray(at + 1)];
  const isOurs = secrets.some((secret) =>
    equal(hash, saltedHmac(LEGACY_SALT, json, secret, "sha1").toString("hex")),
  );
  return isOurs ? { json: json.toString("latin1"), writtenAt: null } : null;
}

/** The backend need only be there: it is the name of a class of the project's. */
function signInOf(json: string, writtenAt: Date | null): DjangoSession | null {
  const values = parsed(json);
  const text = (name: string) => {
    const value = values[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const [userId, authHash] = [text("_auth_user_id"), text("_auth_user_hash")];
  if (userId === "" || authHash === "" || text("_auth_user_backend") === "") return null;
  return { userId, authHash, writtenAt };
}

function parsed(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    // Such as a session that was pickled.
    return {};
  }
}

function inflated(bytes: Buffer): Buffer | null {
  try {
    return inflateSync(bytes, { maxOutputLength: MAX_LENGTH });
  } catch {
    return null;
  }
}

/** django.utils.crypto.salted_hmac */
function saltedHmac(salt: string, value: string | Buffer, secret: string, algorithm: Algorithm): Buffer {
  const key = createHash(algorithm).update(salt).update(secret).digest();
  return createHmac(algorithm, key).update(value).digest();
}

function algorithms(legacy: boolean): Algorithm[] {
  return legacy ? ["sha256", "sha1"] : ["sha256"];
}

function fromBase62(text: string): number {
  return [...text].reduce((sum, digit) => sum * 62 + BASE62.indexOf(digit), 0);
}

function equal(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
