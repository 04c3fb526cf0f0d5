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

/** No token that we or simplejwt make comes near; larger ones only cost time. */
const MAX_TOKEN_LENGTH = 8192;
/** The first and the last second that Python's datetime knows: beyond them simplejwt itself fails. */
const FIRST_SECOND = -62_135_596_800;
const LAST_SECOND = 253_402_300_799;

/**
 * The first step of simplejwt's verification, what PyJWT's decode does: form, algorithm, signature, then the
 * registered claims iat, nbf, exp, aud, iss in that order. Stricter than PyJWT: times are whole numbers, and no
 * `crit` header is understood.
 * @param now seconds since the epoch, with their fraction; a token is expired exactly at its exp (RFC 7519, 4.1.4)
 */
export async function decodeToken(token: string, rules: DecodeRules, now: number): Promise<Decoded> {
  const verified = await verifySignature(token, rules.keys);
  if (!verified) return { ok: false, problem: "token_invalid" };
  const { claims, header } = verified;
  const { leeway } = rules;

  if ("iat" in claims && !(isSecond(claims.iat) && claims.iat <= now + leeway))
    return { ok: false, problem: "token_invalid" };
  if ("nbf" in claims && !(isSecond(claims.nbf) && claims.nbf <= now + leeway))
    return { ok: false, problem: "token_invalid" };
  if ("exp" in claims) {
    if (wholeSeconds(claims.exp) <= now - leeway) return { ok: false, problem: "token_expired" };
    if (!isSecond(claims.exp)) return { ok: false, problem: "token_invalid" };
  }
  const sound =
    audienceFits(claims.aud, rules.audience) &&
    issuerFits(claims.iss, rules.issuer) &&
    identifiersAreText(claims);
  return sound ? { ok: true, claims, header } : { ok: false, problem: "token_invalid" };
}

interface Signed {
  readonly claims: Claims;
  readonly header: Readonly<Record<string, unknown>>;
}

/** What our own keys have signed stays signed by them. What another issuer's have is asked anew: they may be withdrawn. */
const signed = new WeakMap<JwtKeys, Cache<Signed>>();

async function verifySignature(token: string, keys: JwtKeys): Promise<Signed | null> {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  if (keys.remote !== null) return openToken(token, keys);
  const cache = signed.get(keys) ?? new Cache<Signed>();
  signed.set(keys, cache);
  return cache.getOrCompute(token, () => openToken(token, keys));
}

async function openToken(token: string, keys: JwtKeys): Promise<Signed | null> {
  if (!isCanonical(token)) return null;
  const compact = token.replace(/=+$/, "");
  try {
    const header = decodeProtectedHeader(compact);
    if ("crit" in header || "b64" in header) return null;
    // RFC 7515, 4.1.4: the name of a key is text.
    if ("kid" in header && typeof header.kid !== "string") return null;
    const payload = await verifiedPayload(compact, header.kid, keys);
    if (payload === null) return null;
    const claims: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    return isObject(claims) ? { claims: Object.freeze(claims), header: Object.freeze({ ...header }) } : null;
  } catch {
    // jose throws for every kind of malformed token, JSON.parse and TextDecoder for the payload: all are invalid.
    return null;
  }
}

/**
 * Tries the key that the token names, if it is one of ours, else all of them: Django's tokens name none. The other
 * issuer's keys are for tokens that name one which is not ours, so that a forged token of ours makes nobody ask there.
 */
async function verifiedPayload(
  token: string,
  kid: string | undefined,
  { algorithm, verify, remote }: JwtKeys,
): Promise<Uint8Array | null> {
  const options = { algorithms: [algorithm] };
  const named = verify.filter((candidate) => candidate.kid !== null && candidate.kid === kid);
  for (const { key } of named.length > 0 ? named : verify) {
    const verified = await compactVerify(token, key, options).catch(wrongKey);
    if (verified) return verified.payload;
  }
  if (remote === null || kid === undefined || named.length > 0) return null;
  return (await compactVerify(token, remote, options)).payload;
}

function wrongKey(error: unknown): null {
  if (error instanceof errors.JWSSignatureVerificationFailed) return null;
  throw error;
}

/**
 * Whether each part is the one spelling of its bytes: otherwise the last character of a signature could be
 * changed without breaking it. Padding behind the signature is let through, as PyJWT does.
 */
function isCanonical(token: string): boolean {
  const parts = token.replace(/={1,2}$/, "").split(".");
  return (
    parts.length === 3 && parts.every((part) => Buffer.from(part, "base64url").toString("base64url") === part)
  );
}

function isSecond(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= FIRST_SECOND && Number(value) <= LAST_SECOND;
}

/** Python's int(exp): also a fraction or a string of digits tells whether it is over; NaN is over nothing. */
function wholeSeconds(exp: unknown): number {
  return typeof exp === "number" || (typeof exp === "string" && /^\d+$/.test(exp))
    ? Math.trunc(Number(exp))
    : Number.NaN;
}

function isObject(value: unknown): value is Claims {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** PyJWT: one of ours must be among the token's. */
function audienceFits(claim: unknown, ours: DecodeRules["audience"]): boolean {
  if (ours === null) return true;
  const wanted = typeof ours === "string" ? [ours] : ours;
  const found = typeof claim === "string" ? [claim] : claim;
  return (
    Array.isArray(found) &&
    found.every((one) => typeof one === "string") &&
    found.some((one) => wanted.includes(one))
  );
}

function issuerFits(claim: unknown, ours: string | null): boolean {
  return ours === null || claim === ours;
}

/** PyJWT 2.10 and newer: sub and jti are strings where they are there (RFC 7519, 4.1.2 and 4.1.7). */
function identifiersAreText(claims: Claims): boolean {
  return ["sub", "jti"].every((name) => !(name in claims) || typeof claims[name] === "string");
}
