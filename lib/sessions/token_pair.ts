import { clearCookie, type SetCookie } from "@/lib/contract/cookie";
import { noActiveAccount } from "@/lib/contract/errors";
import { passwordDigest, sha256 } from "@/lib/credentials/digest";
import type { Claims } from "@/lib/credentials/jwt/decode";
import { insertFamily, type NewFamily, type NewRefreshToken } from "@/lib/store/refresh_tokens";
import type { User } from "@/lib/store/users";
import { type Call, seconds } from "./call";
import { accessClaims, newIdentity, refreshClaims, signClaims, type TokenIdentity } from "./token_claims";

/** A pair as simplejwt's serializers order it; the refresh token only where there is a new one. */
export interface TokenPair {
  readonly refresh?: string;
  readonly access: string;
}

/**
 * Signs a user in by JWT: a family, its first refresh token, an access token (simplejwt's RefreshToken.for_user).
 * @throws ApiError 401 no_active_account where the user went meanwhile
 */
export async function startTokenPair(call: Call, user: User): Promise<Required<TokenPair>> {
  const { jwt } = call.settings;
  const identity = newIdentity(seconds(call.now), jwt.refreshLifetime);
  // A family is named after its first token: one that Django made can become a family by the same rule.
  const family = newFamily(call, user, identity.jti);
  const claims = refreshClaims(jwt, user, family.id, identity);
  const refresh = await signClaims(jwt, claims);
  const outstanding = jwt.jtiClaim === null ? null : outstandingToken(refresh, identity);
  await startFamily(call, family, outstanding, fromSeconds(identity.exp));
  return { refresh, access: await accessFor(call, claims) };
}

/**
 * Writes a sign-in down.
 * @param token null where tokens carry no identifier
 * @throws ApiError 401 no_active_account where the user went meanwhile
 */
export async function startFamily(
  { store, settings, now }: Call,
  family: NewFamily,
  token: NewRefreshToken | null,
  expiresAt: Date,
): Promise<void> {
  const setsLastLogin = settings.jwt.updateLastLogin;
  const started = await insertFamily(store, family, { token, at: now, expiresAt, setsLastLogin });
  if (!started) throw noActiveAccount();
}

/** A fresh access token from a refresh token's claims. */
export function accessFor(call: Call, refresh: Claims): Promise<string> {
  const { jwt } = call.settings;
  return signClaims(jwt, accessClaims(jwt, refresh, newIdentity(seconds(call.now), jwt.accessLifetime)));
}

export function newFamily(call: Call, user: User, id: string): NewFamily {
  const digest = passwordDigest(user.password, call.settings.secretKeys[0]);
  return { id, userId: user.id, passwordDigest: digest, address: call.address, userAgent: call.userAgent };
}

export function outstandingToken(token: string, { jti, iat, exp }: TokenIdentity): NewRefreshToken {
  return { jti, digest: sha256(token), createdAt: fromSeconds(iat), expiresAt: fromSeconds(exp) };
}

function fromSeconds(at: number): Date {
  return new Date(at * 1000);
}

/**
 * How a pair reaches the caller: in cookies where AUTH_COOKIE is set, and then in no body; else in the body.
 * A cookie lives as long as its token.
 */
export function deliver(call: Call, pair: TokenPair): { body: Partial<TokenPair>; cookies: SetCookie[] } {
  const { cookies, tokensInBodies, accessLifetime, refreshLifetime } = call.settings.jwt;
  if (tokensInBodies)
    return { body: pair.refresh === undefined ? { access: pair.access } : pair, cookies: [] };
  return {
    body: {},
    cookies: [
      { spec: cookies.access, value: pair.access, maxAge: accessLifetime },
      ...(pair.refresh === undefined
        ? []
        : [{ spec: cookies.refresh, value: pair.refresh, maxAge: refreshLifetime }]),
    ],
  };
}

export function clearTokenCookies({ settings }: Call): SetCookie[] {
  const { cookies, tokensInBodies } = settings.jwt;
  return tokensInBodies ? [] : [clearCookie(cookies.access), clearCookie(cookies.refresh)];
}
