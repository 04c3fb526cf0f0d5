import { ApiError } from "@/lib/contract/errors";
import type { Call, Reply } from "@/lib/sessions/call";
import { clearSessionCookie, clearStaleSessionCookie, endSession } from "@/lib/sessions/cookie_session";

/** Ends the session for good: a copy of the cookie is dead with it. Django answers 403 where there is none. */
export async function sessionSignout(call: Call): Promise<Reply> {
  if (await endSession(call)) return { status: 204, cookies: [clearSessionCookie(call)] };
  const refusal = new ApiError(403, "not_authenticated", { key: "not_authenticated" });
  return { refusal, cookies: clearStaleSessionCookie(call) };
}
