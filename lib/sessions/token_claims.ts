import { randomId, revokeClaim } from "@/lib/credentials/digest";
import type { Claims } from "@/lib/credentials/jwt/decode";
import { encodeToken } from "@/lib/credentials/jwt/encode";
import { FAMILY_CLAIM, TOKEN_TYPES } from "@/lib/credentials/jwt/token_class";
import type { JwtSettings } from "@/lib/settings/settings";
import type { User } from "@/lib/store/users";
import { jwtKeys } from "./token_keys";

/** What a token has of its own; everything else it shares with those it is made from. */
export interface TokenIdentity {
  readonly jti: string;
  /** seconds since the epoch */
  readonly iat: number;
  /** seconds since the epoch */
  readonly exp: number;
}

/**
 * @param now seconds since the epoch
 * @param lifetime seconds
 * @param end of the family, which no token outlives; seconds since the epoch
 */
export function newIdentity(now: number, lifetime: number, end: number): TokenIdentity {
  return { jti: randomId(), iat: now, exp: Math.min(now + lifetime, end) };
}

/** The claims of a first refresh token, in simplejwt's order (RefreshToken.for_user). */
export function refreshClaims(
  jwt: JwtSettings,
  user: User,
  familyId: string,
  identity: TokenIdentity,
): Claims {
  return {
    ...ownClaims(jwt, TOKEN_TYPES.RefreshToken, identity),
    ...userClaims(jwt, user),
    [FAMILY_CLAIM]: familyId,
  };
}

/**
 * The claims of a sliding token (SlidingToken.for_user).
 * @param refreshExp seconds since the epoch
 */
export function slidingClaims(
  jwt: JwtSettings,
  user: User,
  familyId: string,
  identity: TokenIdentity,
  refreshExp: number,
): Claims {
  return {
    ...ownClaims(jwt, TOKEN_TYPES.SlidingToken, identity),
    [jwt.slidingRefreshExpClaim]: refreshExp,
    ...userClaims(jwt, user),
    ...user.claims,
    [FAMILY_CLAIM]: familyId,
  };
}

/** simplejwt's rotation: the same claims but for the three of its own. @param familyId null for a token of no family */
export function successorClaims(
  jwt: JwtSettings,
  refresh: Claims,
  familyId: string | null,
  identity: TokenIdentity,
): Claims {
  const claims = { ...refresh, ...ownClaims(jwt, TOKEN_TYPES.RefreshToken, identity) };
  return familyId === null ? claims : { ...claims, [FAMILY_CLAIM]: familyId };
}

/**
 * simplejwt's RefreshToken.access_token: every claim but type, exp, iat and identifier is copied. TOKEN_CLAIMS are the user's of now.
 * @param user null for a token of none
 */
export function accessClaims(
  jwt: JwtSettings,
  refresh: Claims,
  identity: TokenIdentity,
  user: User | null,
): Claims {
  const own = ownClaims(jwt, TOKEN_TYPES.AccessToken, identity);
  const notCopied = new Set([...Object.keys(own), "jti"]);
  const copied = Object.entries(refresh).filter(([name]) => !notCopied.has(name));
  return { ...own, ...Object.fromEntries(copied), ...user?.claims };
}

function userClaims(jwt: JwtSettings, user: User): Claims {
  return {
    [jwt.userIdClaim]: jwt.userIdField === "id" ? user.key : user.username,
    ...(jwt.checkRevokeToken ? { [jwt.revokeTokenClaim]: revokeClaim(user.password) } : {}),
  };
}

function ownClaims(jwt: JwtSettings, type: string, { jti, iat, exp }: TokenIdentity): Claims {
  return {
    ...(jwt.typeClaim === null ? {} : { [jwt.typeClaim]: type }),
    exp,
    iat,
    ...(jwt.jtiClaim === null ? {} : { [jwt.jtiClaim]: jti }),
  };
}

/** Signs the claims, with audience and issuer behind them as simplejwt's backend puts them. */
export async function signClaims(jwt: JwtSettings, claims: Claims): Promise<string> {
  const addressed = {
    ...claims,
    ...(jwt.audience === null ? {} : { aud: jwt.audience }),
    ...(jwt.issuer === null ? {} : { iss: jwt.issuer }),
  };
  return encodeToken(addressed, await jwtKeys(jwt));
}
