import type { CookieSpec } from "@/lib/contract/cookie";
import type { RawSettings } from "./definitions";
import type { Settings } from "./settings";

interface Cookies {
  readonly session: CookieSpec;
  readonly tokens: Settings["jwt"]["cookies"];
}

/**
 * Names and attributes of the cookies; Secure unless this is a development profile or somebody says otherwise.
 * @param problems takes a sentence for each combination that browsers would refuse
 */
export function resolveCookies(given: RawSettings, debug: boolean, problems: string[]): Cookies {
  const session = spec(
    given.SESSION_COOKIE_NAME ?? "sessionid",
    given.SESSION_COOKIE_PATH ?? "/",
    given.SESSION_COOKIE_HTTPONLY ?? true,
    given.SESSION_COOKIE_SECURE ?? !debug,
    given.SESSION_COOKIE_SAMESITE ?? "Lax",
  );
  const tokens = tokenCookies(given, debug);
  if (isOpenToAll(session)) problems.push(sameSiteNeedsSecure("SESSION_COOKIE"));
  if (isOpenToAll(tokens.access)) problems.push(sameSiteNeedsSecure("AUTH_COOKIE"));
  const cookies = [session, tokens.access, tokens.refresh];
  if (new Set(cookies.map(({ name }) => name)).size < cookies.length) {
    problems.push(
      typeof given.AUTH_COOKIE === "string"
        ? "SESSION_COOKIE_NAME, AUTH_COOKIE and AUTH_COOKIE_REFRESH must be three different names."
        : "SESSION_COOKIE_NAME must be another name than latchkey_access and latchkey_refresh, which our own pages use.",
    );
  }
  problems.push(...cookies.flatMap(prefixProblems));
  return { session, tokens };
}

function isOpenToAll({ sameSite, secure }: CookieSpec): boolean {
  return sameSite === "None" && !secure;
}

function sameSiteNeedsSecure(setting: string): string {
  return `${setting}_SAMESITE=None needs ${setting}_SECURE=true: browsers refuse the cookie otherwise.`;
}

/** With a narrower path it could not be `__Host-`, and a sibling subdomain could plant one. */
const REFRESH_COOKIE_PATH = "/";

/** Where AUTH_COOKIE is none only our own pages use token cookies, and the other AUTH_COOKIE_… do not apply. */
function tokenCookies(given: RawSettings, debug: boolean): Settings["jwt"]["cookies"] {
  const secure = given.AUTH_COOKIE_SECURE ?? !debug;
  const name = given.AUTH_COOKIE ?? null;
  if (name === null) {
    return {
      access: spec("latchkey_access", "/", true, secure, "Lax"),
      refresh: spec("latchkey_refresh", "/", true, secure, "Lax"),
    };
  }
  const make = (cookie: string, path: string) =>
    spec(cookie, path, given.AUTH_COOKIE_HTTP_ONLY ?? true, secure, given.AUTH_COOKIE_SAMESITE ?? "Lax");
  return {
    access: make(name, given.AUTH_COOKIE_PATH ?? "/"),
    // Each cookie gets the prefix that its own path allows.
    refresh: make(
      given.AUTH_COOKIE_REFRESH ?? `${name.replace(/^__(Host|Secure)-/i, "")}_refresh`,
      REFRESH_COOKIE_PATH,
    ),
  };
}

/** A Secure cookie gets the strongest name prefix that its path allows (RFC 6265bis, 4.1.3). */
function spec(
  name: string,
  path: string,
  httpOnly: boolean,
  secure: boolean,
  sameSite: CookieSpec["sameSite"],
): CookieSpec {
  const prefix = !secure || /^__(Host|Secure)-/i.test(name) ? "" : path === "/" ? "__Host-" : "__Secure-";
  return { name: prefix + name, path, httpOnly, secure, sameSite };
}

function prefixProblems({ name, secure, path }: CookieSpec): string[] {
  if (!/^__(host|secure)-/i.test(name)) return [];
  if (!secure) return [`The cookie name ${name} needs a Secure cookie: browsers refuse it otherwise.`];
  if (/^__host-/i.test(name) && path !== "/") return [`The cookie name ${name} needs the path /.`];
  return [];
}
