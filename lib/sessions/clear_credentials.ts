import type { SetCookie } from "@/lib/contract/cookie";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "./caller";
import { clearDjangoCookie } from "./django_cookie";
import { clearSessionCookie } from "./session_cookie";
import { clearTokenCookies } from "./token_transport";

/** Clears the cookies of sign-ins that came with a request, of sessions, Django's included, and of tokens: its sign-in has ended. */
export function clearCredentials(scope: Scope, caller: Caller): SetCookie[] {
  const { session, jwt } = scope.settings;
  const django = clearDjangoCookie(scope, caller);
  const hasTokens = [jwt.cookies.access, jwt.cookies.refresh].some(({ name }) => caller.hasCookie(name));
  return [
    // With Django's the answer may set ours, too: its session was taken over by this request.
    ...(caller.hasCookie(session.cookie.name) || django.length > 0 ? [clearSessionCookie(scope)] : []),
    ...(hasTokens ? clearTokenCookies(scope, caller) : []),
    ...django,
  ];
}
