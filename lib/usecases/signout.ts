import { ApiError, Refusal } from "@/lib/contract/errors";
import { clearCredentials } from "@/lib/sessions/clear_credentials";
import { endSession } from "@/lib/sessions/end_session";
import { endTokenFamily } from "@/lib/sessions/token_family";
import type { Call, Reply } from "./call";

/**
 * Ends what the cookies of a browser stand for, the session and the sign-in by JWT: for apps that need not know by which of them
 * somebody is signed in.
 * @throws ApiError 401 where neither was live; cookies that came are cleared all the same
 */
export async function signout({ scope, caller }: Call): Promise<Reply> {
  const refresh = caller.cookie(scope.settings.jwt.cookies.refresh.name);
  const hadTokens = refresh !== null && (await endedFamily(endTokenFamily(scope, caller, refresh)));
  const hadSession = await endSession(scope, caller);
  const cookies = clearCredentials(scope, caller);
  if (!hadTokens && !hadSession) throw new ApiError("not_authenticated").with(cookies);
  return { status: 204, cookies };
}

async function endedFamily(ending: Promise<void>): Promise<boolean> {
  try {
    await ending;
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
