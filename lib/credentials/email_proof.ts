import { createHmac, timingSafeEqual } from "node:crypto";
import { derivedKey } from "./digest";

/*
 * What a mail carries to prove that its reader has the address: the key of a link, and a code to type. Both are computed, when
 * the mail is sent and when they come back, and stored nowhere: a copy of the database proves no address.
 */

/** What key and code are computed from. */
export interface ProofSubject {
  readonly userKey: string;
  readonly address: string;
  /** 128 random bits, hex. */
  readonly nonce: string;
}

const KEY = /^([0-9a-f]{32})-[\w-]{43}$/;

/** The key of a link: the nonce, and 256 bits of HMAC-SHA-256. */
export function proofKey(subject: ProofSubject, secretKey: string): string {
  return `${subject.nonce}-${mac(subject, secretKey, "latchkey.email_key").toString("base64url")}`;
}

/** Six digits. */
export function proofCode(subject: ProofSubject, secretKey: string): string {
  const number = mac(subject, secretKey, "latchkey.email_code").readUIntBE(0, 6) % 1_000_000;
  return `${number}`.padStart(6, "0");
}

/** The nonce that a key names; null where the text cannot be a key. */
export function nonceOfKey(key: string): string | null {
  return KEY.exec(key)?.[1] ?? null;
}

/** Whether a key was made of this, with the current secret key or a former one. */
export function isProofKey(key: string, subject: ProofSubject, secretKeys: readonly string[]): boolean {
  return secretKeys.some((secretKey) => isEqual(key, proofKey(subject, secretKey)));
}

/** Whether a code was made of this, with the current secret key or a former one. */
export function isProofCode(code: string, subject: ProofSubject, secretKeys: readonly string[]): boolean {
  return secretKeys.some((secretKey) => isEqual(code, proofCode(subject, secretKey)));
}

function mac({ userKey, address, nonce }: ProofSubject, secretKey: string, purpose: string): Buffer {
  return createHmac("sha256", derivedKey(secretKey, purpose))
    .update(JSON.stringify([userKey, address, nonce]))
    .digest();
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
