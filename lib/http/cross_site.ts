import { ApiError } from "@/lib/contract/errors";
import type { ForwardedRequest } from "@/lib/contract/forwarded_request";
import type { Settings } from "@/lib/settings/settings";

/**
 * Refuses what a browser sends on behalf of another site: by Sec-Fetch-Site, which pages cannot forge, else by Origin.
 * Neither header: no browser sent it. An origin of CSRF_TRUSTED_ORIGINS is another site that may.
 * @param own the origin of the app that is asked
 * @throws ApiError 403 cross_site
 */
export function refuseCrossSite(request: Request, settings: Settings, own = settings.origin): void {
  const origin = request.headers.get("origin");
  if (origin !== null && settings.trustedOrigins.some((trusted) => matches(origin, trusted))) return;
  const site = request.headers.get("sec-fetch-site");
  const ours = site === null ? origin === null || origin === own : site === "same-origin" || site === "none";
  if (!ours) throw new ApiError("cross_site");
}

/** Methods that change nothing (RFC 9110, 9.2.1); TRACE is none that anybody needs. */
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The same for a request to another app about which a proxy asks. Where the proxy does not tell the method, or is not trusted, an
 * Origin says that the request may change something: browsers send it with every POST, and with no navigation by GET. A WebSocket
 * begins with a GET, and is refused, too: no other rule of browsers keeps another site from opening it.
 * @param forwarded undefined where no trusted proxy asks: then the origin can only be ours
 * @throws ApiError 403 cross_site
 */
export function refuseForwardedCrossSite(
  request: Request,
  settings: Settings,
  forwarded: ForwardedRequest | undefined,
): void {
  const { headers } = request;
  const method = forwarded?.method ?? null;
  const mayChange = method === null ? headers.has("origin") : !SAFE.has(method);
  if (mayChange || headers.has("sec-websocket-key"))
    refuseCrossSite(request, settings, forwarded?.origin ?? settings.origin);
}

/** As Django's CSRF_TRUSTED_ORIGINS (`is_same_domain`): `https://*.a.example` stands for `https://a.example`, too. */
function matches(origin: string, trusted: string): boolean {
  const [scheme = "", domain] = trusted.split("*");
  if (domain === undefined) return origin === trusted;
  if (!origin.startsWith(scheme)) return false;
  const host = origin.slice(scheme.length);
  return /^[a-z0-9._:-]+$/.test(host) && (host.endsWith(domain) || host === domain.slice(1));
}
