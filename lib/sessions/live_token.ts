import { ApiError, FieldErrors, type Refusal } from "@/lib/contract/errors";
import { matchesPasswordDigest, revokeClaim } from "@/lib/credentials/digest";
import { FAMILY_CLAIM, type TokenClass } from "@/lib/credentials/jwt/token_class";
import type { Scope } from "@/lib/scope/scope";
import {
  type FamilyRow,
  findTokenState,
  type RefreshTokenRow,
  type TokenState,
} from "@/lib/store/token_state";
import type { User } from "@/lib/store/users";
import { isFamilyOver } from "./absolute_age";
import {
  authenticationRefusal,
  blacklistedRefusal,
  type ClassProblems,
  serializerRefusal,
  tokenUserGone,
} from "./token_refusals";
import { jtiOf, namesUser, type VerifiedToken, verifyToken } from "./verify_token";

/** A token that may be used now, with its user and what is stored of it. */
export interface LiveToken extends VerifiedToken {
  readonly kind: "token";
  readonly user: User;
  /** Null for a token of another service that has not joined a family here, and where tokens name none. */
  readonly family: FamilyRow | null;
  /** The token's own row: refresh and sliding tokens have one. */
  readonly row: RefreshTokenRow | null;
}

/** What differs between the places that check a token: which tokens pass, and how it is refused. The order is the same. */
export interface LivenessPolicy<WithoutUser = never> {
  /** Which classes are taken. */
  readonly classes: readonly TokenClass[];
  /** For a token whose form, signature, times or class are wrong. */
  malformed(problems: ClassProblems): Refusal;
  /** For a token that was blacklisted, or whose family has ended. */
  blacklisted(tokenClass: TokenClass, what: "token" | "family"): Refusal;
  /**
   * For a sound token that names no user.
   * @param hasClaim whether it has the claim, with an empty value
   * @returns what counts as the result, or throws
   */
  withoutUser(token: VerifiedToken, hasClaim: boolean): WithoutUser;
  /** For a token whose user was deleted or deactivated. */
  userGone(why: "user_not_found" | "user_inactive"): Refusal;
  /** Whether a token that was rotated passes: its row names its successor. */
  readonly takesRotated?: boolean;
  /** Called before a token is refused because CHECK_REVOKE_TOKEN's claim no longer matches. */
  onRevoked?(token: LiveToken): Promise<void>;
}

/** For protected endpoints and /user/jwt_verify: simplejwt's JWTAuthentication. `malformed` makes the refusal's body. */
export function bearerPolicy(
  classes: readonly TokenClass[],
  malformed: (problems: ClassProblems) => Refusal = authenticationRefusal,
): LivenessPolicy {
  return {
    classes,
    malformed,
    blacklisted: (tokenClass) => malformed([[tokenClass, "token_blacklisted"]]),
    withoutUser: (_token, hasClaim) => {
      throw hasClaim
        ? new ApiError("user_not_found")
        : new ApiError("token_not_valid", { key: "token_no_user" });
    },
    userGone: (why) => new ApiError(why),
  };
}

/**
 * For /api/token/verify (simplejwt's TokenVerifySerializer): any type passes, and so does a token without a user.
 * Stricter than there: a blacklisted token is refused whatever the settings, and so is one whose user is gone or inactive.
 */
export const VERIFY_POLICY: LivenessPolicy<null> = {
  classes: ["UntypedToken"],
  malformed: serializerRefusal,
  blacklisted: (_tokenClass, what) =>
    what === "token"
      ? new FieldErrors({ non_field_errors: [{ key: "token_blacklisted" }] })
      : blacklistedRefusal(),
  withoutUser: () => null,
  userGone: (why) => new ApiError(why),
};

/** For a refresh (simplejwt's TokenRefreshSerializer, TokenRefreshSlidingSerializer). */
export function refreshPolicy(
  tokenClass: "RefreshToken" | "SlidingToken",
  onRevoked: (token: LiveToken) => Promise<void>,
): LivenessPolicy {
  return {
    classes: [tokenClass],
    malformed: serializerRefusal,
    blacklisted: blacklistedRefusal,
    withoutUser: () => {
      throw tokenUserGone();
    },
    userGone: tokenUserGone,
    takesRotated: true,
    onRevoked,
  };
}

/**
 * The one place that says whether a token is live: it was not blacklisted, its user is there and active, its sign-in has
 * not ended or reached its absolute age, and the password has not changed since.
 * @throws Refusal, in the policy's words
 */
export async function requireLive<WithoutUser = never>(
  scope: Scope,
  text: string,
  policy: LivenessPolicy<WithoutUser>,
): Promise<LiveToken | WithoutUser> {
  const verification = await verifyToken(scope, text, policy.classes);
  if (!verification.ok) throw policy.malformed(verification.problems);
  const { token } = verification;
  const { jwt } = scope.settings;
  const { user, family, token: row } = await tokenState(scope, token);
  const isRotated = row !== null && row.successorJti !== null;
  if (row?.blacklisted && !(isRotated && policy.takesRotated))
    throw policy.blacklisted(token.tokenClass, "token");
  const isUserless = !namesUser(jwt, token.claims);
  if (user === null && !isUserless) throw policy.userGone("user_not_found");
  if (user !== null && jwt.checkUserIsActive && !user.isActive) throw policy.userGone("user_inactive");
  if (family?.endedAt) throw policy.blacklisted(token.tokenClass, "family");
  if (isFamilyOver(scope, family)) throw policy.malformed([[token.tokenClass, "token_expired"]]);
  if (user === null || isUserless) return policy.withoutUser(token, jwt.userIdClaim in token.claims);
  // Spelled out: spreading an object here took a tenth of a request's CPU time.
  const { claims, header, tokenClass } = token;
  const live = { kind: "token", text, claims, header, tokenClass, user, family, row } as const;
  const isRevoked = jwt.checkRevokeToken && token.claims[jwt.revokeTokenClaim] !== revokeClaim(user.password);
  if (isRevoked) await policy.onRevoked?.(live);
  if (isRevoked || !matchesFamily(scope, family, user)) throw new ApiError("password_changed");
  return live;
}

/** What the database knows of a verified token. An access token has no row of its own, only its family has. */
export function tokenState({ settings, store }: Scope, token: VerifiedToken): Promise<TokenState> {
  const { jwt } = settings;
  const userId = token.claims[jwt.userIdClaim];
  const familyId = token.claims[FAMILY_CLAIM];
  return findTokenState(store, {
    userField: jwt.userIdField,
    // Anything but text and whole numbers identifies no user.
    userId: typeof userId === "string" || Number.isSafeInteger(userId) ? String(userId) : "",
    familyId: typeof familyId === "string" ? familyId : null,
    // Where types are not told apart, what passes for an access token may be a blacklisted refresh token.
    jti: token.tokenClass === "AccessToken" && jwt.typeClaim !== null ? null : jtiOf(jwt, token.claims),
  });
}

/** Whether the sign-in began with the password that is stored now. */
function matchesFamily({ settings }: Scope, family: FamilyRow | null, user: User): boolean {
  return family === null || matchesPasswordDigest(family.passwordDigest, user.password, settings.secretKeys);
}
