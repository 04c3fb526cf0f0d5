import { PUBLIC_KEYS_MAX_AGE } from "@/lib/sessions/token_keys";
import type { Algorithm } from "@/lib/settings/groups/jwt";
import { isSecret, type PresentKeys } from "./present_keys";

/** New keys as values of settings: the keys themselves, or names of files. */
export interface NewKeySettings {
  /** Of SIGNING_KEY. */
  readonly signing: string;
  /** Of VERIFYING_KEY: the new public key, and the present ones together with it. A secret has none. */
  readonly verifying?: { readonly own: string; readonly both: string } | undefined;
}

/** How to change from the present keys to new ones, step by step, with the settings of each step. Lines of text. */
export function keyChangeSteps(algorithm: Algorithm, keys: NewKeySettings, present: PresentKeys): string[] {
  if (isSecret(algorithm)) return secretSteps(algorithm, keys, present);
  return present.algorithm === algorithm
    ? pairSteps(keys, present)
    : algorithmSteps(algorithm, keys, present);
}

function pairSteps({ signing, verifying }: NewKeySettings, present: PresentKeys): string[] {
  return [
    "To change to this pair without refusing one valid token, set on every instance, in .env or in the environment, in place",
    "of what is there:",
    "1. Both public keys:",
    ...keySetting("VERIFYING_KEY", verifying?.both, present),
    "   Restart one instance after the other.",
    `2. ${PUBLIC_KEYS_MAX_AGE / 60} minutes after the last of these restarts (that long, caches may keep /.well-known/jwks.json):`,
    ...keySetting("SIGNING_KEY", signing, present),
    "   Restart one instance after the other. From now on tokens are signed with the new key.",
    "3. When REFRESH_TOKEN_LIFETIME has passed since the last restart, the new public key alone:",
    setting("VERIFYING_KEY", verifying?.own),
    "If the present key may have been stolen, take steps 2 and 3 together, and at once: every token made with it is refused",
    "then, and people sign in again.",
  ];
}

function algorithmSteps(algorithm: Algorithm, keys: NewKeySettings, present: PresentKeys): string[] {
  const superseded = ["VERIFYING_KEY", "VERIFYING_KEY_FILE", ...(isSecret(algorithm) ? ["JWK_URL"] : [])];
  return [
    ...(present.algorithm === null
      ? []
      : [
          `ALGORITHM is ${present.algorithm}. The change ends every sign-in by JWT, since only tokens of one algorithm are accepted.`,
          "Sessions go on.",
        ]),
    "1. Set on every instance, in .env or in the environment, in place of what is there:",
    setting("ALGORITHM", algorithm),
    ...keySetting("SIGNING_KEY", keys.signing, present),
    ...superseded.filter((name) => present.given.includes(name)).map((name) => setting(name)),
    "2. Restart all instances together: one with the former keys refuses the tokens of one with the new ones.",
  ];
}

function secretSteps(algorithm: Algorithm, keys: NewKeySettings, present: PresentKeys): string[] {
  if (present.algorithm === algorithm) return secretKeySteps(present.hasOwnSecret);
  const steps = algorithmSteps(algorithm, keys, present);
  return present.algorithm === null || isSecret(present.algorithm)
    ? steps
    : [...steps, "", "Or, for sessions alone:", ...secretKeySteps(false)];
}

function secretKeySteps(hasOwnSecret: boolean): string[] {
  return [
    "To change SECRET_KEY to the new secret without ending a session or refusing one valid token:",
    ...(hasOwnSecret
      ? [
          "SIGNING_KEY holds a secret of its own. First change SECRET_KEY to that same secret by the steps below, then unset",
          "SIGNING_KEY, and begin again with the new secret. Setting another SIGNING_KEY directly ends all tokens.",
        ]
      : []),
    "Where a setting's …_FILE is set, change the file that it names.",
    "1. With several instances: on every one, put the new secret into SECRET_KEY_FALLBACKS, and restart one instance",
    "   after the other. One instance alone begins with step 2.",
    "2. On every instance, make the new secret SECRET_KEY, and move the old SECRET_KEY to SECRET_KEY_FALLBACKS.",
    "   Restart one instance after the other.",
    "3. When SESSION_COOKIE_AGE and REFRESH_TOKEN_LIFETIME have both passed since the last restart: take the old",
    "   secret out of SECRET_KEY_FALLBACKS.",
    "If the old secret may have been stolen, take it out at once: every session and token made with it ends then.",
  ];
}

/** As lines of a `.env`: a setting and its …_FILE exclude each other. */
function keySetting(name: string, value: string | undefined, present: PresentKeys): string[] {
  const file = `${name}_FILE`;
  return [setting(name, value), ...(present.given.includes(file) ? [setting(file)] : [])];
}

/** As a line of a `.env`. */
function setting(name: string, value = ""): string {
  return `     ${name}=${value}`;
}
