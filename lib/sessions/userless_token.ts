import type { Scope } from "@/lib/scope/scope";
import { toSeconds } from "@/lib/scope/time";
import { storeBlacklisted } from "./blacklist";
import { newIdentity, signClaims, successorClaims } from "./token_claims";
import { accessFor, type TokenPair } from "./token_pair";
import { blacklistedRefusal } from "./token_refusals";
import { jtiOf, type VerifiedToken } from "./verify_token";

/*
 * A token of another service that names no user: for what a Django project does with RefreshToken() alone. simplejwt's own
 * endpoints take it, as they do there. It is no sign-in, so that it belongs to no family, and opens nothing.
 */

/**
 * A new access token, and where tokens rotate a new refresh token (simplejwt's TokenRefreshSerializer). As there, a rotated
 * token is refused from then on, without grace: of several requests at once, one gets the successor.
 * @throws ApiError 401 where it was blacklisted meanwhile
 */
export async function refreshUserless(scope: Scope, token: VerifiedToken): Promise<TokenPair> {
  const { jwt } = scope.settings;
  const jti = jtiOf(jwt, token.claims);
  if (!jwt.rotate || jti === null) return { access: await accessFor(scope, token.claims, null, NEVER) };
  if (jwt.blacklistAfterRotation && !(await storeBlacklisted(scope, token, jti, null)))
    throw blacklistedRefusal();
  const identity = newIdentity(toSeconds(scope.now), jwt.refreshLifetime, NEVER);
  const claims = successorClaims(jwt, token.claims, null, identity);
  return { access: await accessFor(scope, claims, null, NEVER), refresh: await signClaims(jwt, claims) };
}

/** It has no sign-in that could reach its absolute age. */
const NEVER = Number.POSITIVE_INFINITY;
