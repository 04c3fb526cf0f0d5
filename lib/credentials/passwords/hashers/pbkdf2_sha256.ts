import { pbkdf2Hasher } from "./pbkdf2";

/** Source: django.contrib.auth.hashers.PBKDF2PasswordHasher. */
export const pbkdf2Sha256 = pbkdf2Hasher("pbkdf2_sha256", "sha256");
