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
 * What a session remembers of the stored password hash: when that changes, the session is dead
 * (Django's AbstractBaseUser.get_session_auth_hash).
 */
export function passwordDigest(encoded: string, secretKey: string): string {
  return createHmac("sha256", digestKey(secretKey)).update(encoded).digest("hex");
}

/** By the secret key; a process knows the few of its settings. */
const digestKeys = new Map<string, KeyObject>();

/** Every request that brings a credential needs it: making it anew would cost twice what using it does. */
function digestKey(secretKey: string): KeyObject {
  const known = digestKeys.get(secretKey);
  if (known !== undefined) return known;
  const key = createSecretKey(derivedKey(secretKey, "latchkey.session_auth_hash"), "utf8");
  digestKeys.set(secretKey, key);
  return key;
}

/** Whether a session remembers this hash, under the current secret key or a former one. */
export function matchesPasswordDigest(
  digest: string,
  encoded: string,
  secretKeys: readonly string[],
): boolean {
  return secretKeys.some((key) => equal(digest, passwordDigest(encoded, key)));
}

/** A key for one purpose from the secret key, so that no two purposes share one (Django's salted_hmac). */
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
