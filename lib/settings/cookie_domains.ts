import { isIP } from "node:net";
import type { CookieSpec } from "@/lib/contract/cookie";
import { parseUrl } from "@/lib/contract/parse_url";
import { prefixed } from "./cookie_prefix";

/**
 * Why browsers would refuse a cookie of a domain, and nobody could sign in.
 * @param origin APP_ORIGIN
 */
export function domainProblems(setting: string, domain: string | null, origin: string): string[] {
  const host = hostOf(origin);
  if (domain === null || host === domain || host.endsWith(`.${domain}`)) return [];
  return [
    `${setting}=${domain} does not cover ${host}, the host of APP_ORIGIN, so that browsers would refuse the cookie: set both to addresses of one domain.`,
  ];
}

/**
 * The same cookie as it would be with other settings of its domain: without one, and with each that covers our host. A browser may
 * still hold such a cookie from before the setting was changed.
 * @param plain without the prefix that follows from the domain
 */
export function otherForms(plain: CookieSpec, origin: string): CookieSpec[] {
  const { domain: current, ...hostOnly } = plain;
  return [undefined, ...domainsOver(hostOf(origin))]
    .filter((domain) => domain !== current)
    .map((domain) => prefixed(domain === undefined ? hostOnly : { ...hostOnly, domain }));
}

/** From a host up to two labels, of which one is the least that anybody has for themselves. */
function domainsOver(host: string): string[] {
  if (isIP(host.replace(/^\[|\]$/g, "")) !== 0) return [];
  const labels = host.split(".");
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
}

function hostOf(origin: string): string {
  return parseUrl(origin)?.hostname ?? origin;
}
