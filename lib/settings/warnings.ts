import type { CookieSpec } from "@/lib/contract/cookie";
import type { Settings } from "./settings";

const LOOPBACK = /^(127(\.\d+){3}|localhost|::1)$/;

/** A sentence for each setting that is valid but unsafe in production, or where other machines can connect. */
export function warnings(settings: Settings): string[] {
  const { debug, host, jwt, session, passwords, origin, databaseUrl } = settings;
  if (debug) {
    return LOOPBACK.test(host)
      ? []
      : [`DEBUG=true and HOST=${host}: other machines can reach a development server.`];
  }
  return [
    ...(passwords.validators.length === 0
      ? ["PASSWORD_VALIDATORS=none accepts any new password: unset it."]
      : []),
    ...(session.cookie.secure
      ? []
      : ["SESSION_COOKIE_SECURE=false sends the session cookie over plain HTTP."]),
    ...(jwt.cookies.access.secure === false
      ? ["AUTH_COOKIE_SECURE=false sends tokens over plain HTTP."]
      : []),
    ...[
      ...plantable("SESSION_COOKIE_PATH", session.cookie),
      ...plantable("AUTH_COOKIE_PATH", jwt.cookies.access),
    ],
    ...(jwt.cookies.access.httpOnly === false
      ? ["AUTH_COOKIE_HTTP_ONLY=false lets page scripts read the tokens."]
      : []),
    ...(jwt.tokenClasses.some((name) => name !== "AccessToken")
      ? [
          `AUTH_TOKEN_CLASSES=${jwt.tokenClasses.join(",")} accepts long-lived tokens as bearer tokens: set it to AccessToken.`,
        ]
      : []),
    ...(origin.startsWith("http://")
      ? [`APP_ORIGIN is ${origin}: set it to the https address that browsers use.`]
      : []),
    ...settings.corsAllowedOrigins
      .filter((allowed) => !isSecure(allowed))
      .map(
        (allowed) => `CORS_ALLOWED_ORIGINS lists ${allowed}: pages over plain HTTP can be forged on the way.`,
      ),
    ...(isRemoteWithoutTls(databaseUrl)
      ? ["DATABASE_URL connects to another machine without TLS: add ?sslmode=verify-full."]
      : []),
  ];
}

/** A cookie with a path of its own cannot be `__Host-`. */
function plantable(setting: string, { path }: CookieSpec): string[] {
  return path === "/"
    ? []
    : [`${setting}=${path} lets sites of sibling domains plant the cookie: set it to /.`];
}

function isSecure(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === "https:" || LOOPBACK.test(hostname.replace(/^\[|\]$/g, ""));
}

function isRemoteWithoutTls(databaseUrl: string): boolean {
  if (databaseUrl.startsWith("file:")) return false;
  const { hostname, searchParams } = new URL(databaseUrl);
  const host = searchParams.get("host") ?? hostname;
  // A path is that of a Unix socket.
  if (host === "" || host.startsWith("/") || LOOPBACK.test(host.replace(/^\[|\]$/g, ""))) return false;
  return ["ssl", "sslmode"].every((name) =>
    [null, "", "false", "0", "disable", "allow"].includes(searchParams.get(name)),
  );
}
