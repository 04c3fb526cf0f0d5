import { ApiError, type Message, type TokenClassMessage } from "@/lib/contract/errors";
import { matchesPasswordDigest, revokeClaim } from "@/lib/credentials/digest";
import { type Claims, decodeToken, type TokenProblem } from "@/lib/credentials/jwt/decode";
import {
  checkTokenClass,
  FAMILY_CLAIM,
  TOKEN_TYPES,
  type TokenClass,
} from "@/lib/credentials/jwt/token_class";
import type { JwtSettings, Settings } from "@/lib/settings/settings";
import { type FamilyRow, findTokenState, type TokenState } from "@/lib/store/token_state";
import type { User } from "@/lib/store/users";
import { blacklistSoundToken } from "./blacklist_token";
import type { Call } from "./call";
import { rekeyFamilyDigest } from "./rekey_digest";
import { decodeRules } from "./token_rules";

/** A token whose form, signature, times and class are good. What the database says of it comes after. */
export interface SoundToken {
  readonly claims: Claims;
  readonly header: Readonly<Record<string, unknown>>;
  readonly tokenClass: TokenClass;
}

/** A sound token as it was brought. */
export interface BroughtToken extends SoundToken {
  readonly text: string;
}

export type Verified =
  | ({ readonly ok: true } & BroughtToken)
  | { readonly ok: false; readonly problems: readonly [TokenClass, TokenProblem][] };

/** Tries the classes in turn, as simplejwt's JWTAuthentication.get_validated_token. */
export async function verifyToken(
  call: Call,
  token: string,
  classes: readonly TokenClass[],
): Promise<Verified> {
  const { jwt } = call.settings;
  // To the millisecond: a LEEWAY may be a fraction of a second.
  const decoded = await decodeToken(token, await decodeRules(jwt), call.now.getTime() / 1000);
  const problems: [TokenClass, TokenProblem][] = [];
  for (const tokenClass of classes) {
    const problem = decoded.ok ? checkTokenClass(decoded.claims, tokenClass, jwt) : decoded.problem;
    if (problem === null && decoded.ok)
      return { ok: true, claims: decoded.claims, header: decoded.header, tokenClass, text: token };
    if (problem !== null) problems.push([tokenClass, problem]);
  }
  return { ok: false, problems };
}

/** What the database knows of a sound token. An access token has no row of its own, only its family has. */
export function tokenState(call: Call, token: SoundToken): Promise<TokenState> {
  const { jwt } = call.settings;
  const userId = token.claims[jwt.userIdClaim];
  const familyId = token.claims[FAMILY_CLAIM];
  return findTokenState(call.store, {
    userField: jwt.userIdField,
    // Anything but text and whole numbers names nobody.
    userId: typeof userId === "string" || Number.isSafeInteger(userId) ? String(userId) : "",
    familyId: typeof familyId === "string" ? familyId : null,
    // Where types are not told apart, what passes for an access token may be a blacklisted refresh token.
    jti: token.tokenClass === "AccessToken" && jwt.typeClaim !== null ? null : jtiOf(jwt, token.claims),
  });
}

export function jtiOf(jwt: JwtSettings, claims: Claims): string | null {
  const jti = jwt.jtiClaim === null ? null : claims[jwt.jtiClaim];
  return typeof jti === "string" ? jti : null;
}

/**
 * Whether a sound token may be refreshed: the checks of simplejwt's TokenRefreshSerializer, in its order, and those of
 * our families. A token that was rotated passes; what its row says of its successor is for the caller to act on.
 * @throws ApiError 401
 */
export async function checkRefreshable(
  call: Call,
  token: BroughtToken,
): Promise<TokenState & { readonly user: User }> {
  const { jwt } = call.settings;
  const { user, family, token: row } = await tokenState(call, token);
  if (row?.blacklisted && row.successorJti === null) throw tokenError("token_blacklisted");
  if (user === null || (jwt.checkUserIsActive && !user.isActive)) {
    throw new ApiError(401, "no_active_account", { key: "no_active_account_for_token" });
  }
  const problem = familyProblem(family, user, call.settings);
  if (problem === "ended") throw tokenError("token_blacklisted");
  const isRevoked = isRevokedByHash(jwt, token.claims, user);
  const jti = jtiOf(jwt, token.claims);
  // As simplejwt: no later hash brings such a token back.
  if (isRevoked && jti !== null) await blacklistSoundToken(call, token, jti, user.id);
  if (problem === "password_changed" || isRevoked) {
    throw new ApiError(401, "password_changed", { key: "password_changed" });
  }
  if (family !== null) await rekeyFamilyDigest(call, family, user);
  return { user, family, token: row };
}

/** Whether the sign-in that a token comes from has ended, by sign-out, theft or a password that has changed. */
export function familyProblem(
  family: FamilyRow | null,
  user: User,
  settings: Settings,
): "ended" | "password_changed" | null {
  if (family === null) return null;
  if (family.endedAt !== null) return "ended";
  return matchesPasswordDigest(family.passwordDigest, user.password, settings.secretKeys)
    ? null
    : "password_changed";
}

/** simplejwt's CHECK_REVOKE_TOKEN: whether the claim no longer fits the stored hash. */
export function isRevokedByHash(jwt: JwtSettings, claims: Claims, user: User): boolean {
  return jwt.checkRevokeToken && claims[jwt.revokeTokenClaim] !== revokeClaim(user.password);
}

function problemMessage(problem: TokenProblem): Message {
  return problem === "token_no_exp" ? { key: problem, params: { claim: "exp" } } : { key: problem };
}

/** 401 in the words of simplejwt's serializers: one sentence about the one token. */
export function tokenError(problem: TokenProblem): ApiError {
  return new ApiError(401, "token_not_valid", problemMessage(problem));
}

/** 401 in the words of simplejwt's JWTAuthentication: what each class found. */
export function noClassError(problems: readonly [TokenClass, TokenProblem][]): ApiError {
  const messages = problems.map(
    ([tokenClass, problem]): TokenClassMessage => ({
      tokenClass,
      tokenType: TOKEN_TYPES[tokenClass],
      message: problemMessage(problem),
    }),
  );
  return new ApiError(401, "token_not_valid", { key: "token_not_valid_for_any_type" }, { messages });
}
