import { ApiError } from "@/lib/contract/errors";
import type { Settings } from "@/lib/settings/settings";

/**
 * Refuses what a browser sends on behalf of another site: by Sec-Fetch-Site, which pages cannot forge, else by Origin.
 * Neither header: no browser sent it. An origin of CSRF_TRUSTED_ORIGINS is another site that may.
 * @throws ApiError 403 cross_site
 */
export function refuseCrossSite(request: Request, settings: Settings): void {
  const origin = request.headers.get("origin");
  if (origin !== null && settings.trustedOrigins.some((trusted) => matches(origin, trusted))) return;
  const site = request.headers.get("sec-fetch-site");
  const ours =
    site === null ? origin === null || origin === settings.origin : site === "same-origin" || site === "none";
  if (!ours) throw new ApiError("cross_site");
}

/** As Django's CSRF_TRUSTED_ORIGINS (`is_same_domain`): `https://*.a.example` stands for `https://a.example`, too. */
function matches(origin: string, trusted: string): boolean {
  const [scheme = "", domain] = trusted.split("*");
  if (domain === undefined) return origin === trusted;
  if (!origin.startsWith(scheme)) return false;
  const host = origin.slice(scheme.length);
  return /^[a-z0-9._:-]+$/.test(host) && (host.endsWith(domain) || host === domain.slice(1));
}
