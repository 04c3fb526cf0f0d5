import { ApiError, FieldErrors } from "@/lib/contract/errors";
import type { Call } from "./call";
import { familyProblem, isRevokedByHash, tokenError, tokenState, verifyToken } from "./verify_token";

/**
 * Whether a token of any type is good (simplejwt's TokenVerifySerializer). Stricter than there: a blacklisted token is
 * refused whatever the settings, and so is one whose user is gone or inactive.
 * @throws ApiError 401; FieldErrors 400 for a blacklisted token, as simplejwt
 */
export async function verifyAnyToken(call: Call, token: string): Promise<void> {
  const { jwt } = call.settings;
  const verified = await verifyToken(call, token, ["UntypedToken"]);
  if (!verified.ok) throw tokenError(verified.problems[0]?.[1] ?? "token_invalid");
  const { user, family, token: row } = await tokenState(call, verified);
  if (row?.blacklisted) throw new FieldErrors({ non_field_errors: [{ key: "token_blacklisted" }] });
  // A token that names nobody is no token of somebody who is gone.
  if (!(jwt.userIdClaim in verified.claims)) return;
  if (user === null) throw new ApiError(401, "user_not_found", { key: "user_not_found" });
  if (jwt.checkUserIsActive && !user.isActive)
    throw new ApiError(401, "user_inactive", { key: "user_inactive" });
  const problem = familyProblem(family, user, call.settings);
  if (problem === "ended") throw tokenError("token_blacklisted");
  if (problem === "password_changed" || isRevokedByHash(jwt, verified.claims, user)) {
    throw new ApiError(401, "password_changed", { key: "password_changed" });
  }
}
