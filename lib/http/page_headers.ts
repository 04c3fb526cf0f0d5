import type { Settings } from "@/lib/settings/settings";
import { SECURITY_HEADERS } from "./security_headers";

/** What every page carries, besides its content security policy. */
export const PAGE_HEADERS = {
  ...SECURITY_HEADERS,
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
  // Pages show who is signed in: no cache and no back button may show that to another user.
  "cache-control": "private, no-store",
} as const;

/**
 * By this header our server asks for a page without a nonce, which it keeps and gives a policy of its own. It removes the
 * header from the requests of callers. Behind `next dev` a caller could send it, and would get a page whose inline scripts
 * do not run.
 */
export const KEPT_PAGE = "latchkey-kept-page";

/** By this header proxy.ts tells a page its own path and query; one that a caller sent is replaced. */
export const PAGE_PATH = "latchkey-page-path";

/**
 * The environment variable by which the process that serves pages tells proxy.ts the allowed origins, which then need not read
 * the settings.
 */
const FORM_TARGETS = "LATCHKEY_FORM_TARGETS";

/** What {@link formTargets} reads. @param settings of the process that serves pages */
export function formTargetsVariable({ origin, redirects }: Settings): Record<string, string> {
  return { [FORM_TARGETS]: redirects.origins.filter((allowed) => allowed !== origin).join(" ") };
}

/** The other origins to which the answer to a form may redirect. */
function formTargets(): string[] {
  return (process.env[FORM_TARGETS] ?? "").split(" ").filter((target) => target !== "");
}

/**
 * The content security policy of a page. Its forms post to us alone, but Chromium also asks form-action where the answer redirects:
 * to the allowed origins, too.
 * @param scripts the sources of script-src besides our own files
 * @param styles the sources of style-src besides our own files
 * @see https://www.w3.org/TR/CSP3/
 */
export function contentSecurityPolicy(scripts: readonly string[], styles: readonly string[] = []): string {
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...scripts].join(" ")}`,
    `style-src ${["'self'", ...styles].join(" ")}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    `form-action ${["'self'", ...formTargets()].join(" ")}`,
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}
