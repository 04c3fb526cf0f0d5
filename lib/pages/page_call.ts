import { cookies, headers } from "next/headers";
import { readCookie } from "@/lib/http/cookies";
import { runtime } from "@/lib/http/runtime";
import type { Call } from "@/lib/sessions/call";

/** The request that a page is rendered for, as sessions know requests. Pages only look: they set no cookies. */
export async function pageCall(): Promise<Call> {
  const received = await headers();
  const cookieHeader = received.get("cookie") ?? (await cookies()).toString();
  const { settings, store, now } = runtime();
  return {
    settings,
    store,
    now: new Date(now()),
    address: null,
    userAgent: received.get("user-agent"),
    header: (name) => received.get(name),
    cookie: (name) => readCookie(cookieHeader, name),
  };
}
