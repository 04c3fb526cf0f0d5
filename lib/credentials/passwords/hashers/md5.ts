import { createHash } from "node:crypto";
import { sameText } from "../same_text";
import type { Hasher } from "./hasher";

const PARTS = /^md5\$([^$]+)\$([0-9a-f]{32})$/;

/**
 * `md5$salt$hex`, checked only, for rows of a very old project on their way out.
 * Source: django.contrib.auth.hashers.MD5PasswordHasher. The unsalted forms are gone from Django, and not here.
 */
export const md5: Hasher = {
  name: "md5",
  engine: "md5",
  parse(encoded) {
    const [, salt, hash] = PARTS.exec(encoded) ?? [];
    if (salt === undefined || hash === undefined) return null;
    return {
      work: 1,
      verify: async (password) => {
        const text = createHash("md5")
          .update(salt + password, "utf8")
          .digest("hex");
        return sameText(text, hash);
      },
    };
  },
};
