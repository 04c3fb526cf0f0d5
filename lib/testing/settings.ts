/** The settings that tests use, and helpers to read others. */

import { type Environment, readSettings } from "@/lib/settings/read";
import { type Settings, SettingsError } from "@/lib/settings/settings";

export const SECRET = "a-secret-of-fifty-characters-for-tests-and-no-more";

/** Another secret, of up to 60 bytes. */
export function secretOf(bytes: number): string {
  return "one-more-secret,-for-tests-that-need-another-than-that-above".slice(0, bytes);
}

/** Cheap hashes, any password and any number of wrong ones, because most tests are about something else; the defaults are what production has. */
export const TEST_SETTINGS = {
  DEBUG: "true",
  SECRET_KEY: SECRET,
  PBKDF2_ITERATIONS: "1000",
  BCRYPT_ROUNDS: "4",
  PASSWORD_VALIDATORS: "none",
  THROTTLE_ACCOUNT: "none",
  THROTTLE_ADDRESS: "none",
} as const;

/** What the cheap settings must be at least with DEBUG=false; one validator, so that most passwords will do. */
export const PRODUCTION_SETTINGS = {
  PBKDF2_ITERATIONS: "10000",
  BCRYPT_ROUNDS: "8",
  PASSWORD_VALIDATORS: "numeric",
} as const;

/** Rotation with a blacklist, and lifetimes so long that nothing expires on a slow machine. */
export const ROTATING = {
  ...TEST_SETTINGS,
  ROTATE_REFRESH_TOKENS: "true",
  BLACKLIST_AFTER_ROTATION: "true",
  AUTH_TOKEN_CLASSES: "AccessToken",
  ACCESS_TOKEN_LIFETIME: "1h",
  REFRESH_GRACE_PERIOD: "1h",
} as const;

/** Settings as read from an environment, with a valid secret key unless it has one. */
export function settingsOf(environment: Environment = {}): Settings {
  return readSettings({ SECRET_KEY: SECRET, ...environment });
}

/** Why these settings are invalid, one message each; empty where they are valid. */
export function problemsOf(environment: Environment): readonly string[] {
  try {
    settingsOf(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}
