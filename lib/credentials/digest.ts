import { createHmac, createSecretKey, hash, type KeyObject, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits, base64url. */
export function randomKey(): string {
  return randomBytes(32).toString("base64url");
}

/** 128 random bits, hex: simplejwt's uuid4().hex has this form. */
export function randomId(): string {
  return randomBytes(16).toString("hex");
}

/** What is stored of a session key or a refresh token. SHA-256, hex. */
export function sha256(value: string): string {
  return hash("sha256", value, "hex");
}

/**
 * Stored with a session or token family, which ends when the password hash changes
 * (Django's AbstractBaseUser.get_session_auth_hash). HMAC-SHA-256, hex.
 */
export function passwordDigest(encoded: string, secretKey: string): string {
  return createHmac("sha256", digestKey(secretKey)).update(encoded).digest("hex");
}

/**
 * What stands for an account where guesses are counted: of one length, however long the name that was typed, which may be a
 * password by mistake. HMAC-SHA-256, hex.
 */
export function guessedDigest(account: string, secretKey: string): string {
  return createHmac("sha256", derivedKey(secretKey, "latchkey.guessed_account"))
    .update(account)
    .digest("hex");
}

/** What stands for a user or an e-mail address where something is counted by it: the count outlives an account. HMAC-SHA-256, hex. */
export function countedDigest(counted: string, secretKey: string): string {
  return createHmac("sha256", derivedKey(secretKey, "latchkey.counted")).update(counted).digest("hex");
}

/** By secret key: the current one and the fallbacks, and for a while those of labs. */
const digestKeys = new Map<string, KeyObject>();
/** The oldest is forgotten where there are more. */
const MAX_DIGEST_KEYS = 100;

/** Cached, since every request with a credential needs it and deriving it costs twice as much as using it. */
function digestKey(secretKey: string): KeyObject {
  const cached = digestKeys.get(secretKey);
  if (cached !== undefined) return cached;
  const key = createSecretKey(derivedKey(secretKey, "latchkey.session_auth_hash"), "utf8");
  digestKeys.set(secretKey, key);
  const [oldest] = digestKeys.keys();
  if (digestKeys.size > MAX_DIGEST_KEYS && oldest !== undefined) digestKeys.delete(oldest);
  return key;
}

/** Whether a stored digest is that of a password hash, under the current secret key or a former one. */
export function matchesPasswordDigest(
  digest: string,
  encoded: string,
  secretKeys: readonly string[],
): boolean {
  return secretKeys.some((key) => equal(digest, passwordDigest(encoded, key)));
}

/** A key for one purpose, derived from the secret key, so that no two purposes share a key (Django's salted_hmac). */
export function derivedKey(secretKey: string, purpose: string): string {
  return createHmac("sha256", secretKey).update(purpose).digest("hex");
}

/** simplejwt's get_md5_hash_password: the claim of CHECK_REVOKE_TOKEN. */
export function revokeClaim(encoded: string): string {
  return hash("md5", encoded, "hex").toUpperCase();
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
