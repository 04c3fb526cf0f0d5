import type { SignedInUser } from "@/lib/accounts/sign_in";
import type { Claims } from "@/lib/credentials/jwt/decode";
import type { Scope } from "@/lib/scope/scope";
import { fromSeconds, toSeconds } from "@/lib/scope/time";
import type { User } from "@/lib/store/users";
import { familyEnd } from "./absolute_age";
import type { Caller } from "./caller";
import { accessClaims, newIdentity, refreshClaims, signClaims } from "./token_claims";
import { newFamily, startFamily, storedToken } from "./token_family";

/** A pair as simplejwt's serializers order it; the refresh token only where there is a new one. */
export interface TokenPair {
  readonly refresh?: string;
  readonly access: string;
}

/**
 * Starts a sign-in by JWT: a family, its first refresh token, an access token (simplejwt's RefreshToken.for_user).
 * @throws ApiError 401 no_active_account where the user was deleted or deactivated meanwhile
 */
export async function startTokenPair(
  scope: Scope,
  caller: Caller,
  signedIn: SignedInUser,
): Promise<Required<TokenPair>> {
  const { jwt } = scope.settings;
  const end = familyEnd(scope, scope.now);
  const identity = newIdentity(toSeconds(scope.now), jwt.refreshLifetime, end);
  const { user } = signedIn;
  const family = newFamily(scope, caller, user, identity.jti);
  const claims = refreshClaims(jwt, user, family.id, identity);
  const refresh = await signClaims(jwt, claims);
  const token = jwt.jtiClaim === null ? null : storedToken(refresh, identity);
  await startFamily(scope, family, { token, expiresAt: fromSeconds(identity.exp), signedIn });
  return { refresh, access: await accessFor(scope, claims, user, end) };
}

/**
 * A fresh access token from a refresh token's claims.
 * @param user null for a token of none
 * @param end of its family; seconds since the epoch
 */
export function accessFor(
  { settings, now }: Scope,
  refresh: Claims,
  user: User | null,
  end: number,
): Promise<string> {
  const { jwt } = settings;
  const identity = newIdentity(toSeconds(now), jwt.accessLifetime, end);
  return signClaims(jwt, accessClaims(jwt, refresh, identity, user));
}
