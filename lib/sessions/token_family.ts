import type { SignedInUser } from "@/lib/accounts/sign_in";
import { ApiError } from "@/lib/contract/errors";
import { passwordDigest, sha256 } from "@/lib/credentials/digest";
import type { Claims } from "@/lib/credentials/jwt/decode";
import { FAMILY_CLAIM } from "@/lib/credentials/jwt/token_class";
import { signedIn, signedOut } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { fromSeconds, toSeconds } from "@/lib/scope/time";
import {
  adoptToken,
  blacklistToken,
  endFamily,
  insertFamily,
  type NewFamily,
  type NewRefreshToken,
} from "@/lib/store/refresh_tokens";
import type { User } from "@/lib/store/users";
import type { Caller } from "./caller";
import { type LiveToken, tokenState } from "./live_token";
import type { TokenIdentity } from "./token_claims";
import { blacklistedRefusal, serializerRefusal } from "./token_refusals";
import { jtiOf, namesUser, verifyToken } from "./verify_token";

/*
 * A family is one sign-in by JWT with all the tokens that descend from it. It is named after its first token, also where
 * Django made that one; tokens name it in the claim `sid`.
 */

/** @param id the identifier of the family's first token */
export function newFamily({ settings }: Scope, caller: Caller, user: User, id: string): NewFamily {
  return {
    id,
    userKey: user.key,
    passwordDigest: passwordDigest(user.password, settings.secretKeys[0]),
    address: caller.address,
    userAgent: caller.userAgent,
  };
}

/** What a family begins with. */
interface FirstToken {
  /** Null where tokens carry no identifier. */
  readonly token: NewRefreshToken | null;
  /** Of the family. */
  readonly expiresAt: Date;
  readonly signedIn: SignedInUser;
}

/**
 * Stores a sign-in.
 * @throws ApiError 401 no_active_account where the user was deleted or deactivated meanwhile, or has an app in use by now
 */
export async function startFamily(
  scope: Scope,
  family: NewFamily,
  { token, expiresAt, signedIn: { steps, app } }: FirstToken,
): Promise<void> {
  const { store, settings, now: at } = scope;
  const setsLastLogin = settings.jwt.updateLastLogin;
  const { perUser } = settings.session;
  const event = signedIn(scope, { ...family, at, mode: "jwt", signIn: family.id });
  const written = [...steps, ...event.steps];
  const first = { token, at, expiresAt, app, setsLastLogin, perUser, steps: written };
  if (!(await insertFamily(store, family, first))) throw new ApiError("no_active_account");
  event.log();
}

/**
 * The family of a live refresh token. A token that another service made with our key (Django) joins the family that its
 * `sid` names, or starts one with its own identifier; from then on it is rotated and ended like ours.
 */
export async function joinFamily(
  scope: Scope,
  caller: Caller,
  { claims, user, row, text }: Pick<LiveToken, "claims" | "user" | "row" | "text">,
  jti: string,
): Promise<string> {
  if (row !== null && row.familyId !== null) return row.familyId;
  const named = claims[FAMILY_CLAIM];
  const family = newFamily(scope, caller, user, typeof named === "string" ? named : jti);
  const { now: at, settings } = scope;
  const { perUser } = settings.session;
  await adoptToken(scope.store, family, foreignToken(scope, claims, text, jti), { at, perUser });
  return family.id;
}

/**
 * Ends the sign-in that a refresh token comes from; also by one that is blacklisted, such as by a Django that has rotated it,
 * where the sign-in goes on.
 * @throws ApiError 401 for what is no valid refresh token, names no user, or has ended already (simplejwt's
 *   TokenBlacklistSerializer)
 */
export async function endTokenFamily(scope: Scope, caller: Caller, refresh: string): Promise<void> {
  const verification = await verifyToken(scope, refresh, ["RefreshToken"]);
  if (!verification.ok) throw serializerRefusal(verification.problems);
  const { token } = verification;
  const { user, family, token: row } = await tokenState(scope, token);
  const isRotated = row !== null && row.successorJti !== null;
  if (!namesUser(scope.settings.jwt, token.claims))
    throw new ApiError("token_not_valid", { key: "token_no_user" });
  const isBlacklisted = row?.blacklisted && !isRotated;
  if (family?.endedAt || (isBlacklisted && family === null)) throw blacklistedRefusal();
  // The tokens of a deleted user are refused anyway.
  if (user === null) return;
  const jti = jtiOf(scope.settings.jwt, token.claims);
  const joins = jti !== null && !isBlacklisted;
  const familyId = joins ? await joinFamily(scope, caller, { ...token, user, row }, jti) : family?.id;
  if (familyId === undefined || (await signOutOf(scope, caller, user, familyId))) return;
  // Another sign-out ended the family at the same moment, unless it was never made: an inactive user gets none.
  const stored = jti === null ? null : foreignToken(scope, token.claims, token.text, jti);
  if (stored === null || !(await blacklistToken(scope.store, stored, user.key, scope.now)))
    throw blacklistedRefusal();
}

/** @returns whether it was this sign-out that ended the family */
async function signOutOf(
  scope: Scope,
  { address }: Caller,
  { key: userKey }: User,
  familyId: string,
): Promise<boolean> {
  const { store, now: at } = scope;
  const event = signedOut(scope, { userKey, at, address, mode: "jwt", signIn: familyId });
  const ended = await endFamily(store, familyId, at, event.steps);
  if (ended) event.log();
  return ended;
}

/** A refresh or sliding token of ours, as it is stored. */
export function storedToken(token: string, { jti, iat, exp }: TokenIdentity): NewRefreshToken {
  return { jti, digest: sha256(token), createdAt: fromSeconds(iat), expiresAt: fromSeconds(exp) };
}

/** A verified token that was perhaps made elsewhere, as it is stored. Without iat it counts as made now. */
export function foreignToken(scope: Scope, claims: Claims, text: string, jti: string): NewRefreshToken {
  const { iat, exp } = claims as { iat?: number; exp: number };
  return storedToken(text, { jti, iat: iat ?? toSeconds(scope.now), exp });
}
