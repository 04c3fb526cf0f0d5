import { pbkdf2Hasher } from "./pbkdf2";

/** Source: django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher. */
export const pbkdf2Sha1 = pbkdf2Hasher("pbkdf2_sha1", "sha1");
