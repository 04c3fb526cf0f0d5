import { type NextRequest, NextResponse } from "next/server";
import { SECURITY_HEADERS } from "@/lib/http/security_headers";

/** Sets the headers of every page. It authorizes nothing: pages and endpoints do that themselves. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = freshNonce();
  const policy = contentSecurityPolicy(nonce);
  // Next reads the nonce from the request's policy and puts it on its own scripts.
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);

  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.headers.set(name, value);
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

const PAGE_HEADERS = {
  ...SECURITY_HEADERS,
  "Permissions-Policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
  // Pages show who is signed in: no cache and no back button may show that to another user.
  "Cache-Control": "private, no-store",
};

function freshNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === "development";
  // In development React rebuilds stack traces of the server with eval, and Next's overlay has inline styles.
  const script = `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`;
  const style = `'self'${development ? " 'unsafe-inline'" : ""}`;
  return [
    "default-src 'none'",
    `script-src ${script}`,
    `style-src ${style}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}

export const config = {
  // Endpoints set their own headers; static files get theirs from our server (lib/server/secure_response.ts).
  matcher: [
    "/((?!(?:user|api|healthz|readyz|openapi\\.json|\\.well-known|_next/static)(?:/|$)|icon\\.svg$).*)",
  ],
};
