import type { Settings } from "@/lib/settings/settings";

/**
 * What every answer carries, whatever it is: endpoints, pages, static files, refusals. Names are in lower case, as they
 * are merged with headers of that spelling.
 */
export const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  // Pages have a policy of their own (proxy.ts). The icon has a style of its own.
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
} as const;

/** All of them, those that follow from the settings included. */
export function securityHeaders(settings: Settings): Readonly<Record<string, string>> {
  return { ...SECURITY_HEADERS, ...transportSecurity(settings) };
}

/**
 * In production at an https origin Strict-Transport-Security (RFC 6797), for this host alone: what its siblings offer is
 * theirs to say.
 */
export function transportSecurity({
  debug,
  origin,
  hstsSeconds,
}: Settings): Readonly<Record<string, string>> {
  if (debug || hstsSeconds === 0 || !origin.startsWith("https:")) return NONE;
  return { "strict-transport-security": `max-age=${hstsSeconds}` };
}

const NONE = {};
