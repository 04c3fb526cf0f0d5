import { secondFactorOf } from "@/lib/accounts/second_factor/state";
import { ApiError } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import { authenticate, authenticateHeader, type Credential } from "@/lib/sessions/credential";
import { requireRecent } from "@/lib/sessions/recent";
import { clearStaleSessionCookie } from "@/lib/sessions/session_cookie";

/**
 * Who may call an endpoint:
 * - `anyone`: credentials are not looked at (simplejwt's token views);
 * - `valid_header`: anyone, but not with a bad Authorization header (DRF's default authentication runs before every view);
 * - `behind_proxy`: whoever sends a request to another app, whose proxy asks here and passes that request's headers on. The use
 *   case looks at the credentials. `Accept` says nothing of this answer, cross-site is decided for that app (see cross_site.ts), and
 *   OPTIONS gets no 200, which would let the request through;
 * - `user`: a signed-in user;
 * - `recent_user`: a user whose sign-in is recent;
 * - `staff`: a user whom Django's admin lets in (DRF's IsAdminUser), with a second factor where
 *   MFA_REQUIRED_FOR_STAFF says so;
 * - `recent_staff`: the same, whose sign-in is recent.
 */
export type Access =
  | "anyone"
  | "valid_header"
  | "behind_proxy"
  | "user"
  | "recent_user"
  | "staff"
  | "recent_staff";

/** What a use case gets for its credential. */
export type CredentialFor<A extends Access> = A extends "anyone" | "valid_header" | "behind_proxy"
  ? null
  : Credential;

/** The caller's credential where the endpoint asks for one. @throws ApiError 401 */
export async function credentialFor(
  access: Access,
  scope: Scope,
  caller: Caller,
): Promise<Credential | null> {
  if (access === "anyone" || access === "behind_proxy") return null;
  if (access === "valid_header") {
    await authenticateHeader(scope, caller);
    return null;
  }
  const credential = await authenticate(scope, caller);
  if (credential === null)
    throw new ApiError("not_authenticated").with(clearStaleSessionCookie(scope, caller));
  return credential;
}

/** @throws ApiError 403 for signed-in users who may not call the endpoint */
export async function requireAccess(access: Access, credential: Credential, scope: Scope): Promise<void> {
  if (access === "staff" || access === "recent_staff") await requireStaff(credential, scope);
  if (access === "recent_user" || access === "recent_staff") requireRecent(scope, credential);
}

async function requireStaff({ user }: Credential, scope: Scope): Promise<void> {
  // Django's admin asks for both; CHECK_USER_IS_ACTIVE may have let an inactive user sign in.
  if (!(user.isActive && user.isStaff)) throw new ApiError("permission_denied");
  if (!scope.settings.session.staffNeedsFactor) return;
  const { enabled } = await secondFactorOf(scope, user.key);
  if (!enabled) throw new ApiError("mfa_required");
}
