import { compactVerify, decodeProtectedHeader, errors } from "jose";
import { Cache } from "../cache";
import type { JwtKeys } from "./keys";

export type Claims = Record<string, unknown>;

/** Why a token is refused, by the keys of the message catalogue. */
export type TokenProblem =
  | "token_invalid"
  | "token_expired"
  | "token_no_exp"
  | "token_no_id"
  | "token_no_type"
  | "token_wrong_type"
  | "token_blacklisted";

export interface DecodeRules {
  readonly keys: JwtKeys;
  readonly audience: string | readonly string[] | null;
  readonly issuer: string | null;
  /** seconds */
  readonly leeway: number;
}

export type Decoded =
  | { readonly ok: true; readonly claims: Claims; readonly header: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problem: "token_invalid" | "token_expired" };

/** Tokens that we or simplejwt make are far shorter. Characters. */
const MAX_TOKEN_LENGTH = 8192;
/** The last second of Python's datetime, beyond which simplejwt fails. Seconds since the epoch. */
const MAX_TIMESTAMP = 253_402_300_799;

/**
 * The first step of simplejwt's verification, what PyJWT's decode does: form, algorithm, signature, then the
 * registered claims iat, nbf, exp, aud, iss in that order. The fraction of a time does not count, as in PyJWT's int(). Stricter
 * than PyJWT: times are numbers from 1970 on, and tokens with a `crit` header are refused.
 * @param now seconds since the epoch, with their fraction; a token is expired exactly at its exp (RFC 7519, 4.1.4)
 */
export async function decodeToken(token: string, rules: DecodeRules, now: number): Promise<Decoded> {
  const verified = await verifySignature(token, rules.keys);
  if (!verified) return { ok: false, problem: "token_invalid" };
  const { claims, header } = verified;
  const { leeway } = rules;

  if ("iat" in claims && !(isTimestamp(claims.iat) && Math.trunc(claims.iat) <= now + leeway))
    return { ok: false, problem: "token_invalid" };
  if ("nbf" in claims && !(isTimestamp(claims.nbf) && Math.trunc(claims.nbf) <= now + leeway))
    return { ok: false, problem: "token_invalid" };
  if ("exp" in claims) {
    if (wholeSeconds(claims.exp) <= now - leeway) return { ok: false, problem: "token_expired" };
    if (!isTimestamp(claims.exp)) return { ok: false, problem: "token_invalid" };
  }
  const isValid =
    audienceFits(claims.aud, rules.audience) &&
    issuerFits(claims.iss, rules.issuer) &&
    identifiersAreStrings(claims);
  return isValid ? { ok: true, claims, header } : { ok: false, problem: "token_invalid" };
}

interface VerifiedToken {
  readonly claims: Claims;
  readonly header: Readonly<Record<string, unknown>>;
}

/** Signatures by our own keys are verified once. Another issuer may withdraw its keys, so its signatures are not cached. */
const verifiedTokens = new WeakMap<JwtKeys, Cache<VerifiedToken>>();

async function verifySignature(token: string, keys: JwtKeys): Promise<VerifiedToken | null> {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  if (keys.remote !== null) return verifyUncached(token, keys);
  const cache = verifiedTokens.get(keys) ?? new Cache<VerifiedToken>();
  verifiedTokens.set(keys, cache);
  return cache.getOrCompute(token, () => verifyUncached(token, keys));
}

async function verifyUncached(token: string, keys: JwtKeys): Promise<VerifiedToken | null> {
  if (!isCanonical(token)) return null;
  const compact = token.replace(/=+$/, "");
  try {
    const header = decodeProtectedHeader(compact);
    if ("crit" in header || "b64" in header) return null;
    // RFC 7515, 4.1.4: a kid is a string.
    if ("kid" in header && typeof header.kid !== "string") return null;
    const payload = await verifiedPayload(compact, header.kid, keys);
    if (payload === null) return null;
    const claims: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    return isObject(claims) ? { claims: Object.freeze(claims), header: Object.freeze({ ...header }) } : null;
  } catch {
    // jose throws for every kind of malformed token, JSON.parse and TextDecoder for a malformed payload.
    return null;
  }
}

/**
 * Tries our key that the token's kid names, else all of ours, since Django's tokens have no kid. The other issuer's keys
 * are used only for tokens with a kid that is not ours, so that forged tokens of ours cause no fetch.
 */
async function verifiedPayload(
  token: string,
  kid: string | undefined,
  { algorithm, verify, remote }: JwtKeys,
): Promise<Uint8Array | null> {
  const options = { algorithms: [algorithm] };
  const named = verify.filter((candidate) => candidate.kid !== null && candidate.kid === kid);
  for (const { key } of named.length > 0 ? named : verify) {
    const verified = await compactVerify(token, key, options).catch(nullIfSignatureFails);
    if (verified) return verified.payload;
  }
  if (remote === null || kid === undefined || named.length > 0) return null;
  return (await compactVerify(token, remote, options)).payload;
}

function nullIfSignatureFails(error: unknown): null {
  if (error instanceof errors.JWSSignatureVerificationFailed) return null;
  throw error;
}

/**
 * Whether each part is the canonical base64url of its bytes: otherwise the last character of a signature could be changed
 * without breaking it. Padding after the signature is accepted, as in PyJWT.
 */
function isCanonical(token: string): boolean {
  const parts = token.replace(/={1,2}$/, "").split(".");
  return (
    parts.length === 3 && parts.every((part) => Buffer.from(part, "base64url").toString("base64url") === part)
  );
}

/** A NumericDate, which may have a fraction (RFC 7519, 2). Seconds since the epoch. */
export function isTimestamp(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && Math.trunc(value) <= MAX_TIMESTAMP;
}

/** Python's int(exp), which takes fractions and strings of digits too; NaN for anything else, which has not expired. */
function wholeSeconds(exp: unknown): number {
  return typeof exp === "number" || (typeof exp === "string" && /^\d+$/.test(exp))
    ? Math.trunc(Number(exp))
    : Number.NaN;
}

function isObject(value: unknown): value is Claims {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** PyJWT: one of our audiences must be among the token's. */
function audienceFits(claim: unknown, ours: DecodeRules["audience"]): boolean {
  if (ours === null) return true;
  const accepted = typeof ours === "string" ? [ours] : ours;
  const claimed = typeof claim === "string" ? [claim] : claim;
  return (
    Array.isArray(claimed) &&
    claimed.every((one) => typeof one === "string") &&
    claimed.some((one) => accepted.includes(one))
  );
}

function issuerFits(claim: unknown, ours: string | null): boolean {
  return ours === null || claim === ours;
}

/** PyJWT 2.10 and newer: sub and jti are strings where present (RFC 7519, 4.1.2 and 4.1.7). */
function identifiersAreStrings(claims: Claims): boolean {
  return ["sub", "jti"].every((name) => !(name in claims) || typeof claims[name] === "string");
}
