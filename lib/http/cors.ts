import type { Settings } from "@/lib/settings/settings";
import type { FurtherHeaders } from "./respond";
import type { Route } from "./router";

/** Headers that scripts may read, beside those that they always may (Fetch, CORS-safelisted response headers). */
const EXPOSED = "Retry-After, WWW-Authenticate";
/** Headers that scripts may send, as django-cors-headers has them; and AUTH_HEADER_NAME. Never that of our own pages. */
const ALLOWED = ["accept", "authorization", "content-type", "user-agent", "x-csrftoken", "x-requested-with"];
/** For how many seconds a browser may remember the answer to a preflight: django-cors-headers' CORS_PREFLIGHT_MAX_AGE. */
const PREFLIGHT_MAX_AGE = 86_400;

const NONE: FurtherHeaders = {};

/**
 * The headers by which a browser lets a script of another origin read the answer, and with OPTIONS those that answer a
 * preflight (Fetch, CORS protocol). The origin is always named, never `*`, which would not allow credentials.
 */
export function corsHeaders(request: Request, route: Route, settings: Settings): FurtherHeaders {
  const { corsAllowedOrigins, corsAllowCredentials, jwt } = settings;
  if (corsAllowedOrigins.length === 0) return NONE;
  const origin = request.headers.get("origin");
  if (origin === null || !corsAllowedOrigins.includes(origin)) return NONE;
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers": EXPOSED,
    ...(corsAllowCredentials && { "Access-Control-Allow-Credentials": "true" }),
    ...(request.method === "OPTIONS" && {
      "Access-Control-Allow-Methods": route.allow,
      "Access-Control-Allow-Headers": [...new Set([...ALLOWED, jwt.headerName])].join(", "),
      "Access-Control-Max-Age": `${PREFLIGHT_MAX_AGE}`,
    }),
  };
}
