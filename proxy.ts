import { type NextRequest, NextResponse } from "next/server";
import { writeCookie } from "@/lib/contract/cookie";
import { clearRefreshedCookie, REFRESHED_COOKIE } from "@/lib/contract/refreshed_cookie";
import { contentSecurityPolicy, KEPT_PAGE, PAGE_HEADERS, PAGE_PATH } from "@/lib/http/page_headers";

/** Sets the headers of every page. It authorizes nothing: pages and endpoints do that themselves. */
export function proxy(request: NextRequest): NextResponse {
  const policy = request.headers.has(KEPT_PAGE) ? contentSecurityPolicy([]) : policyWith(freshNonce());
  const headers = new Headers(request.headers);
  // Next reads the nonce from the request's policy and puts it on its own scripts.
  headers.set("Content-Security-Policy", policy);
  headers.set(PAGE_PATH, request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.headers.set(name, value);
  response.headers.set("Content-Security-Policy", policy);
  // This page reads it; the next one must not.
  if (request.cookies.has(REFRESHED_COOKIE))
    response.headers.append("Set-Cookie", writeCookie(clearRefreshedCookie(), Date.now()));
  return response;
}

function freshNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}

function policyWith(nonce: string): string {
  const scripts = [`'nonce-${nonce}'`, "'strict-dynamic'"];
  if (process.env.NODE_ENV !== "development") return contentSecurityPolicy(scripts);
  // React rebuilds stack traces of the server with eval; the styles of Next's overlay get the nonce (instrumentation-client.ts).
  return contentSecurityPolicy([...scripts, "'unsafe-eval'"], [`'nonce-${nonce}'`]);
}

export const config = {
  // Endpoints set their own headers; files get theirs from our server (lib/server/secure_response.ts).
  matcher: [
    "/((?!(?:user|api|i18n|look|healthz|readyz|openapi\\.json|\\.well-known|latchkey/_next/static)(?:/|$)|[\\w-]+\\.(?:ico|png|svg|webmanifest)$).*)",
  ],
};
