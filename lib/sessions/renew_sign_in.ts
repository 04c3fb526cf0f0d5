import type { SetCookie } from "@/lib/contract/cookie";
import { passwordDigest, randomKey, sha256 } from "@/lib/credentials/digest";
import type { Scope } from "@/lib/scope/scope";
import { renewFamilyStep, renewSessionStep } from "@/lib/store/renew_sign_in";
import type { Step } from "@/lib/store/statements";
import { sessionExpiry } from "./absolute_age";
import type { Caller } from "./caller";
import type { LiveSession } from "./cookie_session";
import type { Credential } from "./credential";
import type { LiveToken } from "./live_token";
import { sessionCookie } from "./session_cookie";
import { clearTokenCookies } from "./token_transport";

/** A sign-in that goes on, whatever else ends. */
interface RenewedSignIn {
  /** Of the session or the family; null where it does not go on, or is none of ours. */
  readonly id: string | null;
  /** Steps of the transaction that is the reason. */
  readonly steps: readonly Step[];
  readonly cookies: readonly SetCookie[];
}

/**
 * Lets the sign-in of a credential go on after its user has given their password, from now on as a recent one. A session gets
 * another key (Django's cycle_key()), so that a copy of its former cookie gains nothing.
 * @param passwordHash the user's, as it is stored afterwards
 */
export async function renewSignIn(
  scope: Scope,
  caller: Caller,
  credential: Credential,
  passwordHash: string,
): Promise<RenewedSignIn> {
  const isOther = passwordHash !== credential.user.password;
  const digest = isOther ? passwordDigest(passwordHash, scope.settings.secretKeys[0]) : null;
  return credential.kind === "session"
    ? renewSession(scope, credential, digest, true)
    : renewFamily(scope, caller, credential, digest, passwordHash);
}

/** Gives a session another key, so that copies of its cookie are dead; it is no more recent than before. */
export function renewKey(scope: Scope, live: LiveSession): Promise<RenewedSignIn> {
  return renewSession(scope, live, null, false);
}

async function renewSession(
  scope: Scope,
  { session, keyDigest: formerKeyDigest }: LiveSession,
  digest: string | null,
  isAuthenticated: boolean,
): Promise<RenewedSignIn> {
  const { store, settings, now: at } = scope;
  const { id, createdAt } = session;
  const key = randomKey();
  const expiresAt = settings.session.saveEveryRequest ? sessionExpiry(scope, createdAt) : session.expiresAt;
  const keys = { keyDigest: sha256(key), formerKeyDigest };
  return {
    id,
    steps: [renewSessionStep(store, { id, ...keys, passwordDigest: digest, at, isAuthenticated })],
    // Its cookie can no longer be had by Django's, and lasts as others do.
    cookies: [await sessionCookie(scope, key, { expiresAt, djangoKey: null })],
  };
}

/**
 * The tokens that the client has stay valid, unless they carry a digest of the former hash (CHECK_REVOKE_TOKEN): then the
 * sign-in does not go on.
 */
function renewFamily(
  scope: Scope,
  caller: Caller,
  { family, user }: LiveToken,
  digest: string | null,
  passwordHash: string,
): RenewedSignIn {
  const isRevoked = scope.settings.jwt.checkRevokeToken && passwordHash !== user.password;
  if (isRevoked) return { id: null, steps: [], cookies: clearTokenCookies(scope, caller) };
  if (family === null) return { id: null, steps: [], cookies: [] };
  const { id } = family;
  return {
    id,
    steps: [renewFamilyStep(scope.store, { id, passwordDigest: digest, at: scope.now })],
    cookies: [],
  };
}
