import type { Hasher } from "./hasher";

const PARTS = /^md5\$([^$]+)\$([0-9a-f]{32})$/;

/**
 * `md5$salt$hex`, checked only, for what is left of a very old project's hashes.
 * Source: django.contrib.auth.hashers.MD5PasswordHasher. Unsalted ones are not supported, as in Django 5.2.
 */
export const md5: Hasher = {
  name: "md5",
  engine: "md5",
  parse(encoded) {
    const [, salt, hash] = PARTS.exec(encoded) ?? [];
    if (salt === undefined || hash === undefined) return null;
    return {
      work: 1,
      comparison: (password) => ({
        hash: { name: "md5", task: { password, salt } },
        expected: Buffer.from(hash, "hex"),
      }),
    };
  },
};
