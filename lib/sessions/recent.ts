import { ApiError } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import { addSeconds } from "@/lib/scope/time";
import type { Credential } from "./credential";

/**
 * Whether the user of a sign-in gave their password within RECENT_SIGNIN_AGE. False for a token of another service, also
 * where it began a family here: it does not say when its user did. And for a time in the future, which a clock that was set
 * back leaves behind.
 */
function isRecent({ settings, now }: Scope, credential: Credential): boolean {
  const signIn = credential.kind === "session" ? credential.session : credential.family;
  const at = signIn?.authenticatedAt ?? null;
  return at !== null && at <= now && now < addSeconds(at, settings.session.recentAge);
}

/** For what only a recent sign-in may do. @throws ApiError 403 confirm_required */
export function requireRecent(scope: Scope, credential: Credential): void {
  if (!isRecent(scope, credential)) throw new ApiError("confirm_required");
}
