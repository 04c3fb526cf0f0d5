import type { HasherName } from "../policy";
import type { Hasher } from "./hasher";

/*
 * What is left of a very old project's hashes, checked only: one MD5 or SHA-1 of salt and password.
 */

/** `md5$salt$hex`. Source: django.contrib.auth.hashers.MD5PasswordHasher. */
export const md5 = plainDigest("md5", "md5", /^md5\$(?<salt>[^$]+)\$(?<hash>[0-9a-f]{32})$/);

/** `sha1$salt$hex`. Source: …hashers.SHA1PasswordHasher, up to Django 5.0. */
export const sha1 = plainDigest("sha1", "sha1", /^sha1\$(?<salt>[^$]+)\$(?<hash>[0-9a-f]{40})$/);

/** `hex`, or `md5$$hex`. Source: …hashers.UnsaltedMD5PasswordHasher, up to Django 5.0. */
export const unsaltedMd5 = plainDigest("unsalted_md5", "md5", /^(?:md5\$\$)?(?<hash>[0-9a-f]{32})$/);

/** `sha1$$hex`. Source: …hashers.UnsaltedSHA1PasswordHasher, up to Django 5.0. */
export const unsaltedSha1 = plainDigest("unsalted_sha1", "sha1", /^sha1\$\$(?<hash>[0-9a-f]{40})$/);

function plainDigest(name: HasherName, digest: "md5" | "sha1", parts: RegExp): Hasher {
  return {
    name,
    engine: "digest",
    parse(encoded) {
      const { salt = "", hash } = parts.exec(encoded)?.groups ?? {};
      if (hash === undefined) return null;
      return {
        work: 1,
        comparison: (password) => ({
          hash: { name: "digest", task: { password, salt, digest } },
          expected: Buffer.from(hash, "hex"),
        }),
      };
    },
  };
}
