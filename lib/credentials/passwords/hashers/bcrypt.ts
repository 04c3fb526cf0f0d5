import { bcryptParts } from "./bcrypt_parts";
import type { Hasher } from "./hasher";

/**
 * `bcrypt$$2b$12$…`, checked only. A password is cut after 72 bytes, as every bcrypt library did when such hashes
 * were made (newer Python ones raise instead, and Django then answers 500). After a correct sign-in the hash is replaced
 * by one of the whole password.
 * Source: django.contrib.auth.hashers.BCryptPasswordHasher.
 */
export const bcrypt: Hasher = {
  name: "bcrypt",
  engine: "bcrypt",
  parse(encoded) {
    const parts = bcryptParts("bcrypt", encoded);
    if (parts === null) return null;
    return {
      work: 2 ** parts.rounds,
      comparison: (password) => ({
        hash: { name: "bcrypt", task: { password, salt: parts.salt } },
        expected: parts.hash,
      }),
    };
  },
};
