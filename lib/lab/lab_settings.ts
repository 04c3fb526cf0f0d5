import { LAB_SETTINGS, type LabSettingName } from "@/lib/contract/lab";
import { readSettings } from "@/lib/settings/read";
import type { Settings } from "@/lib/settings/settings";
import type { LabState } from "@/lib/store/lab/state";

/** The settings that a visitor may change, by name. */
export type ChosenSettings = Readonly<Record<LabSettingName, string>>;

/** What a lab begins with. */
export const FIRST_SETTINGS: ChosenSettings = {
  ACCESS_TOKEN_LIFETIME: "3m",
  ROTATE_REFRESH_TOKENS: "true",
  BLACKLIST_AFTER_ROTATION: "true",
  AUTH_TOKEN_CLASSES: "AccessToken",
  AUTH_COOKIE: "none",
};

/** Long enough to read what has happened, and press a button. Seconds. */
const GRACE_PERIOD = 120;

/** What differs from the defaults. Passwords protect nothing here, and hashing them must cost the server next to nothing. */
const FIXED = {
  DEBUG: "true",
  // Of the same claims it makes the same token: a successor that comes again is the same, letter by letter.
  ALGORITHM: "EdDSA",
  PBKDF2_ITERATIONS: "1000",
  PASSWORD_VALIDATORS: "none",
  SESSION_COOKIE_NAME: "lab_sessionid",
  SESSION_SAVE_EVERY_REQUEST: "true",
  REFRESH_GRACE_PERIOD: `${GRACE_PERIOD}s`,
  LAB: "false",
} as const;

/** The product's settings as a lab has them. @param origin under which browsers reach the lab's page, and terminals its doors */
export function labSettings({ secretKey, signingKey, settings }: LabState, origin: string): Settings {
  return readSettings({
    ...FIXED,
    ...chosenSettings(settings),
    APP_ORIGIN: origin,
    SECRET_KEY: secretKey,
    SIGNING_KEY: signingKey,
  });
}

/** @param stored JSON, as {@link LabState} has it */
export function chosenSettings(stored: string): ChosenSettings {
  return { ...FIRST_SETTINGS, ...JSON.parse(stored) };
}

/** Whether a setting may take a value. */
export function isChoice(name: LabSettingName, value: string): boolean {
  const values: readonly string[] = LAB_SETTINGS[name];
  return values.includes(value);
}
