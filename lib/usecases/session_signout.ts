import { ApiError } from "@/lib/contract/errors";
import { clearDjangoCookie } from "@/lib/sessions/django_cookie";
import { endSession } from "@/lib/sessions/end_session";
import { clearSessionCookie } from "@/lib/sessions/session_cookie";
import type { Call, Reply } from "./call";

/** Ends the session; copies of its cookie are refused, too. 403 where there is none, as Django's SessionAuthentication. */
export async function sessionSignout({ scope, caller }: Call): Promise<Reply> {
  if (await endSession(scope, caller))
    return { status: 204, cookies: [clearSessionCookie(scope), ...clearDjangoCookie(scope, caller)] };
  // Also where several came, of which none counts: whoever signs out keeps none of them.
  const stale = caller.hasCookie(scope.settings.session.cookie.name) ? [clearSessionCookie(scope)] : [];
  throw new ApiError("not_authenticated", undefined, { status: 403 }).with(stale);
}
