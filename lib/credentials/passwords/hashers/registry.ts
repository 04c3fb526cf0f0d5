import { type EncodingHasherName, encodingHasherName, type HasherName, type PasswordPolicy } from "../policy";
import { argon2 } from "./argon2";
import { bcrypt } from "./bcrypt";
import { bcryptSha256 } from "./bcrypt_sha256";
import type { EncodingHasher, Hasher } from "./hasher";
import { pbkdf2Sha1, pbkdf2Sha256 } from "./pbkdf2";
import { md5, sha1, unsaltedMd5, unsaltedSha1 } from "./plain_digest";
import { scrypt } from "./scrypt";

const MAKING: Readonly<Record<EncodingHasherName, EncodingHasher>> = {
  pbkdf2_sha256: pbkdf2Sha256,
  pbkdf2_sha1: pbkdf2Sha1,
  bcrypt_sha256: bcryptSha256,
  argon2,
  scrypt,
};
const ALL: Readonly<Record<HasherName, Hasher>> = {
  ...MAKING,
  bcrypt,
  md5,
  sha1,
  unsalted_md5: unsaltedMd5,
  unsalted_sha1: unsaltedSha1,
};

/**
 * The hasher of new hashes. Source: django.contrib.auth.hashers.get_hasher.
 * @throws {RangeError} where the policy's first hasher makes no hashes
 */
export function preferredHasher(policy: PasswordPolicy): EncodingHasher {
  return MAKING[encodingHasherName(policy)];
}

/** @returns undefined where the algorithm is unknown or not listed. Source: …hashers.identify_hasher */
export function listedHasher(encoded: string, policy: PasswordPolicy): Hasher | undefined {
  const algorithm = algorithmOf(encoded);
  const name = policy.hashers.find((listed) => listed === algorithm);
  return name === undefined ? undefined : ALL[name];
}

/** Unsalted hashes do not begin with the name of their hasher. */
function algorithmOf(encoded: string): string | undefined {
  if (unsaltedMd5.parse(encoded) !== null) return unsaltedMd5.name;
  if (unsaltedSha1.parse(encoded) !== null) return unsaltedSha1.name;
  return encoded.split("$", 1)[0];
}
