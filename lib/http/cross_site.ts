import { ApiError } from "@/lib/contract/errors";
import type { Settings } from "@/lib/settings/settings";

/**
 * Refuses what a browser sends on behalf of another site: by Sec-Fetch-Site, which pages cannot forge, else by Origin.
 * Neither header: no browser sent it. An origin of CSRF_TRUSTED_ORIGINS is another site that may.
 * @throws ApiError 403 cross_site
 */
export function refuseCrossSite(request: Request, settings: Settings): void {
  const origin = request.headers.get("origin");
  if (origin !== null && settings.trustedOrigins.includes(origin)) return;
  const site = request.headers.get("sec-fetch-site");
  const ours =
    site === null ? origin === null || origin === settings.origin : site === "same-origin" || site === "none";
  if (!ours) throw new ApiError("cross_site");
}
