import type { ForwardedRequest } from "@/lib/contract/forwarded_request";
import { checkedNext, withNext } from "@/lib/contract/next_path";
import { REFRESHED_COOKIE } from "@/lib/contract/refreshed_cookie";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "./caller";
import { liveRefreshToken } from "./live_refresh_token";

/** Longer ones are not led back to: percent-encoded once more, they would not pass every proxy's limit of a header. Characters. */
const MAX_NEXT_LENGTH = 2000;

/**
 * Whether a person's browser opens a page: only such a request is helped by a redirect to another page. Scripts, images and
 * WebSockets would follow it and take the sign-in page for their answer.
 */
export function isNavigation(caller: Caller): boolean {
  const method = caller.forwarded?.method ?? "GET";
  const mode = caller.header("sec-fetch-mode") ?? "navigate";
  return (
    ["GET", "HEAD"].includes(method) && mode === "navigate" && caller.header("x-requested-with") === null
  );
}

/**
 * Where somebody who is not signed in to another app is sent: to refresh, where only a refresh token is live, else to sign in;
 * and then back, where that app's origin is ours or one of the settings.
 */
export async function signInAddress(scope: Scope, caller: Caller): Promise<string> {
  const { settings } = scope;
  const canRefresh = !caller.hasCookie(REFRESHED_COOKIE) && (await liveRefreshToken(scope, caller)) !== null;
  const page = canRefresh ? "/jwt/refresh" : "/signin";
  return settings.origin + withNext(page, nextOf(scope, caller.forwarded));
}

function nextOf({ settings }: Scope, forwarded: ForwardedRequest | undefined): string | undefined {
  const { origin = null, target = null } = forwarded ?? {};
  if (origin === null || target === null || target.length > MAX_NEXT_LENGTH) return undefined;
  const address = origin === settings.origin ? target : origin + target;
  return checkedNext(address, settings.redirects.origins) ?? undefined;
}
