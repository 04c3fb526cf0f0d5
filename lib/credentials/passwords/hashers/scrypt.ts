import { computeHash, type Hash, type Requester } from "../hashing/compute";
import type { PasswordPolicy } from "../policy";
import { isShortSalt, newSalt } from "../random_string";
import { fromBase64 } from "./base64";
import { type EncodingHasher, MAX_ENCODED_LENGTH } from "./hasher";

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** Django's work_factor, block_size and parallelism. */
const DEFAULT_COST: Cost = { N: 2 ** 14, r: 8, p: 5 };
const KEY_BYTES = 64;
/** Stored hashes above these limits count as malformed. */
const MAX_MEMORY_BYTES = 2 ** 30;
const MAX_PASSES = 64;
const PARTS = /^scrypt\$([1-9]\d{0,7})\$([^$]+)\$([1-9]\d{0,2})\$([1-9]\d?)\$([A-Za-z0-9+/]+=*)$/;

/**
 * `scrypt$N$salt$r$p$base64`, the work counted in blocks mixed (N·r·p).
 * Source: django.contrib.auth.hashers.ScryptPasswordHasher; Django does not renew short salts here.
 */
export const scrypt: EncodingHasher = {
  name: "scrypt",
  engine: "scrypt",
  parse(encoded) {
    const [, N, salt, r, p, keyText] = PARTS.exec(encoded) ?? [];
    const expected = fromBase64(keyText);
    if (salt === undefined || expected === null) return null;
    const cost = { N: Number(N), r: Number(r), p: Number(p) };
    if (!isComputable(cost)) return null;
    return {
      work: workOf(cost),
      comparison: (password: string) => ({
        hash: { name: "scrypt", task: taskOf(password, salt, cost) },
        expected,
      }),
      needsUpgrade: () => (isWeakerThanDefault(cost) || isShortSalt(salt)) && fits(higher(cost)),
      rehash: (password: string, _policy: PasswordPolicy, requester?: Requester) =>
        encode(password, higher(cost), requester),
    };
  },
  make: (password, _policy, requester) => encode(password, DEFAULT_COST, requester),
  work: () => workOf(DEFAULT_COST),
  dummyHashes,
};

async function encode(password: string, cost: Cost, requester?: Requester): Promise<string> {
  const salt = newSalt();
  return encodedText(salt, cost, await computeHash("scrypt", taskOf(password, salt, cost), requester));
}

function encodedText(salt: string, { N, r, p }: Cost, key: Uint8Array): string {
  return `scrypt$${N}$${salt}$${r}$${p}$${Buffer.from(key).toString("base64")}`;
}

/** Django's own cost fills the column to its last character. */
function fits(cost: Cost): boolean {
  return encodedText(newSalt(), cost, new Uint8Array(KEY_BYTES)).length <= MAX_ENCODED_LENGTH;
}

function isWeakerThanDefault({ N, r, p }: Cost): boolean {
  return N < DEFAULT_COST.N || r < DEFAULT_COST.r || p < DEFAULT_COST.p;
}

/** Node's default maxmem of 32 MiB would refuse costs that other libraries allow. */
function taskOf(password: string, salt: string, { N, r, p }: Cost) {
  return { password, salt, bytes: KEY_BYTES, options: { N, r, p, maxmem: 128 * r * (N + p + 2) } };
}

function isComputable({ N, r, p }: Cost): boolean {
  const isPowerOfTwo = N > 1 && Number.isInteger(Math.log2(N));
  return isPowerOfTwo && 128 * N * r <= MAX_MEMORY_BYTES && p <= MAX_PASSES;
}

function workOf({ N, r, p }: Cost): number {
  return N * r * p;
}

/** The maximum of each parameter, so that two services with different settings do not rehash in turn. */
function higher({ N, r, p }: Cost): Cost {
  return {
    N: Math.max(N, DEFAULT_COST.N),
    r: Math.max(r, DEFAULT_COST.r),
    p: Math.max(p, DEFAULT_COST.p),
  };
}

/** In whole passes of Django's N, then of a sixteenth of it: exact to 2 % of a hash. */
function dummyHashes(work: number): Hash[] {
  const hashes: Hash[] = [];
  let left = work;
  for (const N of [DEFAULT_COST.N, DEFAULT_COST.N / 16]) {
    const onePass = workOf({ N, r: DEFAULT_COST.r, p: 1 });
    const passes = Math.floor(left / onePass);
    if (passes > 0)
      hashes.push({ name: "scrypt", task: taskOf("", "", { N, r: DEFAULT_COST.r, p: passes }) });
    left -= passes * onePass;
  }
  return hashes;
}
