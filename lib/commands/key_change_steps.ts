import { PUBLIC_KEYS_MAX_AGE } from "@/lib/sessions/token_keys";

/** How keys are changed while the app runs, in the order in which no valid token is ever refused. Lines of text. */
export function keyChangeSteps(kind: "pair" | "secret"): string[] {
  return kind === "pair" ? pairSteps() : secretSteps();
}

function pairSteps(): string[] {
  return [
    "To change keys without refusing one valid token:",
    "1. On every instance, put the new public key behind the present one in VERIFYING_KEY, and restart one instance",
    "   after the other. VERIFYING_KEY may name a file that holds both. Where it was unset, the present public key is",
    "   what `openssl pkey -in SIGNING_KEY_FILE -pubout` prints.",
    `2. ${PUBLIC_KEYS_MAX_AGE / 60} minutes after the last of these restarts (that long, caches may keep`,
    "   /.well-known/jwks.json): on every instance, set SIGNING_KEY to the new private key, and keep both keys in",
    "   VERIFYING_KEY. Restart one instance after the other. From now on tokens are signed with the new key.",
    "3. When REFRESH_TOKEN_LIFETIME has passed since the last restart: take the old public key out of VERIFYING_KEY.",
    "If the old key may have been stolen, take it out at once: every token made with it is refused then, and people sign",
    "in again. A change of ALGORITHM ends all tokens, too.",
  ];
}

function secretSteps(): string[] {
  return [
    "To change SECRET_KEY without ending a session or refusing one valid token:",
    "1. With several instances: on every one, put the new secret into SECRET_KEY_FALLBACKS, and restart one instance",
    "   after the other. One instance alone begins with step 2.",
    "2. On every instance, make the new secret SECRET_KEY, and move the old SECRET_KEY to SECRET_KEY_FALLBACKS.",
    "   Restart one instance after the other.",
    "3. When SESSION_COOKIE_AGE and REFRESH_TOKEN_LIFETIME have both passed since the last restart: take the old",
    "   secret out of SECRET_KEY_FALLBACKS.",
    "Where SIGNING_KEY holds a secret of its own: change SECRET_KEY to that same secret by these steps first, unset",
    "SIGNING_KEY, and then change SECRET_KEY to the new one. Setting a new SIGNING_KEY directly ends all tokens.",
    "If the old secret may have been stolen, take it out at once: every session and token made with it ends then.",
  ];
}
