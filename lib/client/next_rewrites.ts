/** For next.config.ts of a Next.js app that shows Latchkey's pages at its own origin. */

/** Latchkey's paths. A page of the app at one of them wins. */
const PATHS = [
  ...[
    "/signin",
    "/signup",
    "/session/:path*",
    "/jwt/:path*",
    "/account/:path*",
    "/email/:path*",
    "/admin/:path*",
    "/lab/:path*",
  ],
  ...["/password_reset/:path*", "/reset/:path*", "/user/:path*", "/api/token/:path*", "/i18n/:path*"],
  ...["/.well-known/jwks.json", "/.well-known/change-password", "/latchkey/:path*", "/look/:path*"],
];

/**
 * Rewrites that lead Latchkey's paths to it: pages, endpoints, and the files of its pages.
 * @param url where Latchkey is, such as `http://127.0.0.1:8000`; its APP_ORIGIN is the app's origin
 */
export function latchkeyRewrites(url: string): { source: string; destination: string }[] {
  return PATHS.map((source) => ({ source, destination: url.replace(/\/$/, "") + source }));
}
