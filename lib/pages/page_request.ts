import { cookies, headers } from "next/headers";
import { cache } from "react";
import { cookieValues, readCookie } from "@/lib/http/cookies";
import { runtime } from "@/lib/http/runtime";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";

/**
 * The request that a page is rendered for, with one time for all of the rendering. Pages set no cookies; reading a session still
 * stores that it was used.
 */
export const pageRequest = cache(async (): Promise<{ scope: Scope; caller: Caller }> => {
  const received = await headers();
  const cookieHeader = received.get("cookie") ?? (await cookies()).toString();
  const { settings, store, now } = await runtime();
  return {
    scope: { settings, store, now: new Date(now()) },
    caller: {
      address: null,
      userAgent: received.get("user-agent"),
      isPage: true,
      header: (name) => received.get(name),
      cookie: (name) => readCookie(cookieHeader, name),
      hasCookie: (name) => cookieValues(cookieHeader, name).size > 0,
      cookies: (name) => [...cookieValues(cookieHeader, name)],
    },
  };
});
