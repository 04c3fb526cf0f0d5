import { computeHash, type Hash, type Requester } from "../hashing/compute";
import type { PasswordPolicy } from "../policy";
import { isShortSalt, newSalt } from "../random_string";
import { fromBase64, toBase64 } from "./base64";
import { type EncodingHasher, MAX_ENCODED_LENGTH } from "./hasher";

/** The library's numbers: its `const enum`s cannot be imported with `isolatedModules`. */
const VARIANTS = { argon2d: 0, argon2i: 1, argon2id: 2 } as const;
const VERSIONS = { "16": 0, "19": 1 } as const;

interface Parameters {
  readonly variant: keyof typeof VARIANTS;
  readonly version: keyof typeof VERSIONS;
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
  readonly hashBytes: number;
}

/** Django's memory_cost, time_cost and parallelism, argon2-cffi's hash_len. */
const DEFAULTS: Parameters = {
  variant: "argon2id",
  version: "19",
  memoryKiB: 102_400,
  passes: 2,
  lanes: 8,
  hashBytes: 32,
};
const UNPADDED = { padded: false };
/** Stored hashes above these limits count as malformed. */
const MAX_MEMORY_KIB = 2 ** 20;
const MAX_PASSES = 64;
const PARTS =
  /^argon2\$(argon2(?:id|i|d))(?:\$v=(16|19))?\$m=([1-9]\d{0,6}),t=([1-9]\d?),p=([1-9]\d{0,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/**
 * `argon2$argon2id$v=19$m=102400,t=2,p=8$salt$hash`, both in base64 without padding, the work counted in KiB
 * filled. argon2i and argon2d rows verify as well. A hash without a version has version 16.
 * Source: django.contrib.auth.hashers.Argon2PasswordHasher.
 */
export const argon2: EncodingHasher = {
  name: "argon2",
  engine: "argon2",
  parse(encoded) {
    const [, variant, version = "16", memory, passes, lanes, saltText, hashText] = PARTS.exec(encoded) ?? [];
    const salt = fromBase64(saltText, UNPADDED);
    const expected = fromBase64(hashText, UNPADDED);
    if (salt === null || expected === null) return null;
    const stored: Parameters = {
      variant: variant as Parameters["variant"],
      version: version as Parameters["version"],
      memoryKiB: Number(memory),
      passes: Number(passes),
      lanes: Number(lanes),
      hashBytes: expected.length,
    };
    if (!isComputable(stored, salt)) return null;
    return {
      work: workOf(stored),
      comparison: (password: string) => ({
        hash: { name: "argon2", task: taskOf(password, salt, stored) },
        expected,
      }),
      needsUpgrade: () =>
        (isWeakerThanDefaults(stored) || isShortSalt(salt.toString("latin1"))) && fits(higher(stored)),
      rehash: (password: string, _policy: PasswordPolicy, requester?: Requester) =>
        encode(password, higher(stored), requester),
    };
  },
  make: (password, _policy, requester) => encode(password, DEFAULTS, requester),
  work: () => workOf(DEFAULTS),
  dummyHashes,
};

async function encode(password: string, parameters: Parameters, requester?: Requester): Promise<string> {
  const salt = Buffer.from(newSalt(), "latin1");
  const hash = await computeHash("argon2", taskOf(password, salt, parameters), requester);
  return encodedText(salt, parameters, Buffer.from(hash));
}

function encodedText(
  salt: Buffer,
  { variant, version, memoryKiB, passes, lanes }: Parameters,
  hash: Buffer,
): string {
  return `argon2$${variant}$v=${version}$m=${memoryKiB},t=${passes},p=${lanes}$${toBase64(salt, UNPADDED)}$${toBase64(hash, UNPADDED)}`;
}

/** Other libraries make longer hashes than argon2-cffi does. */
function fits(parameters: Parameters): boolean {
  const salt = Buffer.from(newSalt(), "latin1");
  return encodedText(salt, parameters, Buffer.alloc(parameters.hashBytes)).length <= MAX_ENCODED_LENGTH;
}

function taskOf(password: string, salt: Buffer, parameters: Parameters) {
  const options = {
    salt,
    algorithm: VARIANTS[parameters.variant],
    version: VERSIONS[parameters.version],
    memoryCost: parameters.memoryKiB,
    timeCost: parameters.passes,
    parallelism: parameters.lanes,
    outputLen: parameters.hashBytes,
  };
  return { password, options };
}

/** RFC 9106 section 3.1: 8 KiB a lane at least, salts from 8 bytes, hashes from 4. */
function isComputable({ memoryKiB, passes, lanes, hashBytes }: Parameters, salt: Buffer): boolean {
  if (memoryKiB > MAX_MEMORY_KIB || passes > MAX_PASSES || lanes > 255) return false;
  return memoryKiB >= 8 * lanes && salt.length >= 8 && hashBytes >= 4;
}

function workOf({ memoryKiB, passes }: Parameters): number {
  return memoryKiB * passes;
}

function isWeakerThanDefaults(stored: Parameters): boolean {
  if (stored.variant !== DEFAULTS.variant || stored.version !== DEFAULTS.version) return true;
  if (stored.memoryKiB < DEFAULTS.memoryKiB || stored.passes < DEFAULTS.passes) return true;
  return stored.lanes < DEFAULTS.lanes || stored.hashBytes < DEFAULTS.hashBytes;
}

/** The maximum of each parameter, so that two services with different settings do not rehash in turn. */
function higher(stored: Parameters): Parameters {
  return {
    ...DEFAULTS,
    memoryKiB: Math.max(stored.memoryKiB, DEFAULTS.memoryKiB),
    passes: Math.max(stored.passes, DEFAULTS.passes),
    lanes: Math.max(stored.lanes, DEFAULTS.lanes),
    hashBytes: Math.max(stored.hashBytes, DEFAULTS.hashBytes),
  };
}

function dummyHashes(work: number): Hash[] {
  const memoryKiB = Math.round(work / DEFAULTS.passes);
  if (memoryKiB < 8 * DEFAULTS.lanes) return [];
  return [{ name: "argon2", task: taskOf("", Buffer.alloc(16), { ...DEFAULTS, memoryKiB }) }];
}
