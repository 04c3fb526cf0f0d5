/** For proxy.ts of a Next.js app. */

import { type NextRequest, NextResponse } from "next/server";
import type { Latchkey } from "./latchkey";
import { PATH_HEADER } from "./next_path";

/**
 * Leads to the sign-in page whoever brings no credential at all, and tells pages their own path, for requireUser(). It decides
 * nothing: a cookie may be forged or over, and a proxy can be bypassed (CVE-2025-29927), so that the page asks for its user itself.
 * @param latchkey which makes the address of the sign-in page
 * @example
 * export const proxy = latchkeyProxy(latchkey);
 * export const config = { matcher: ["/notes/:path*"] };
 */
export function latchkeyProxy(latchkey: Latchkey): (request: NextRequest) => NextResponse {
  return (request) => {
    const path = pathOf(request);
    const opensPage = request.method === "GET" || request.method === "HEAD";
    if (opensPage && !latchkey.bringsCredential(request.headers))
      return NextResponse.redirect(new URL(latchkey.signInUrl(path), request.nextUrl));
    const headers = new Headers(request.headers);
    // One that the caller sent is replaced.
    headers.set(PATH_HEADER, path);
    return NextResponse.next({ request: { headers } });
  };
}

function pathOf({ nextUrl: { basePath, pathname, search } }: NextRequest): string {
  // Next.js's router adds _rsc to what it fetches.
  const query = search
    .replace(/^\?/, "")
    .split("&")
    .filter((pair) => pair !== "" && !/^_rsc(=|$)/.test(pair));
  return basePath + pathname + (query.length > 0 ? `?${query.join("&")}` : "");
}
