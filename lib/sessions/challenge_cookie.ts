import { clearCookie, type SetCookie } from "@/lib/contract/cookie";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "./caller";

/** The challenge of a sign-in that asks for a code: as it was sent, else of the cookie that our pages have it in. */
export function challengeFrom(
  { settings }: Scope,
  caller: Caller,
  sent: string | undefined,
): string | undefined {
  return sent ?? caller.cookie(settings.challengeCookie.name) ?? undefined;
}

/** Clears the cookie once the sign-in is complete. */
export function clearChallenge({ settings }: Scope, caller: Caller): SetCookie[] {
  return caller.hasCookie(settings.challengeCookie.name) ? [clearCookie(settings.challengeCookie)] : [];
}
