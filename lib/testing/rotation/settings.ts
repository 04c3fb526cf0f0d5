/** Rotation at its strictest, cheap hashes, and times so long that a slow machine does not come near them. */
export const ROTATING = {
  DEBUG: "true",
  SECRET_KEY: "a-secret-key-for-tests-that-is-long-enough-to-be-one",
  PBKDF2_ITERATIONS: "1000",
  PASSWORD_VALIDATORS: "none",
  ROTATE_REFRESH_TOKENS: "true",
  BLACKLIST_AFTER_ROTATION: "true",
  AUTH_TOKEN_CLASSES: "AccessToken",
  ACCESS_TOKEN_LIFETIME: "1h",
  REFRESH_GRACE_PERIOD: "1h",
} as const;
