import type { CookieSpec } from "@/lib/contract/cookie";
import type { RawSettings } from "./definitions";

interface Cookies {
  readonly session: CookieSpec;
  /** Of a Django project's sessions, as it is cleared. Null where they are not taken over. */
  readonly django: CookieSpec | null;
  readonly tokens: { readonly access: CookieSpec; readonly refresh: CookieSpec };
  /** What was typed into a form, until its page has shown it again. */
  readonly form: CookieSpec;
  /** The sign-in of one of our pages, while it asks for a code. */
  readonly challenge: CookieSpec;
  /** Names the accounts that a browser has signed in to. */
  readonly device: CookieSpec;
  /** The link to set a new password that a browser has opened. */
  readonly reset: CookieSpec;
  /** The key of a mailed link, from when it is opened until its page's button is pressed. */
  readonly emailKey: CookieSpec;
}

/** With a narrower path it could not be `__Host-`, and a sibling subdomain could plant one. */
const REFRESH_COOKIE_PATH = "/";

/**
 * Names and attributes of the cookies; Secure unless DEBUG or their own setting says otherwise.
 * @param problems takes a sentence for each combination that browsers would refuse
 */
export function resolveCookies(raw: RawSettings, problems: string[]): Cookies {
  const session = sessionCookie(raw);
  const tokens = tokenCookies(raw);
  const [form, challenge] = [ownCookie("latchkey_form", session), ownCookie("latchkey_challenge", session)];
  const [device, reset] = [ownCookie("latchkey_device", session), ownCookie("latchkey_reset", session)];
  const emailKey = ownCookie("latchkey_email_key", session);
  const cookies = [session, tokens.access, tokens.refresh];
  if (lacksSecure(session)) problems.push(sameSiteNeedsSecure("SESSION_COOKIE"));
  if (lacksSecure(tokens.access)) problems.push(sameSiteNeedsSecure("AUTH_COOKIE"));
  if (new Set(cookies.map(({ name }) => name)).size < cookies.length) {
    problems.push(
      raw.tokenCookies.accessName === null
        ? "SESSION_COOKIE_NAME must be another name than latchkey_access and latchkey_refresh, which our own pages use."
        : "SESSION_COOKIE_NAME, AUTH_COOKIE and AUTH_COOKIE_REFRESH must be three different names.",
    );
  }
  const taken = [form, challenge, device, reset, emailKey].find(({ name }) =>
    cookies.some((cookie) => cookie.name === name),
  );
  if (taken) problems.push(`No cookie of the settings may be named ${taken.name}, which is one of our own.`);
  problems.push(...cookies.flatMap(prefixProblems));
  const django = djangoCookie(raw, session);
  if ([...cookies, form, challenge, device, reset, emailKey].some(({ name }) => name === django?.name))
    problems.push(
      `DJANGO_SESSION_COOKIE names Django's session cookie, and ours is named ${django?.name}, too: set another SESSION_COOKIE_NAME.`,
    );
  return { django, session, tokens, form, challenge, device, reset, emailKey };
}

function sessionCookie({ session, general }: RawSettings): CookieSpec {
  return prefixed({
    name: session.cookieName,
    path: session.cookiePath,
    httpOnly: session.cookieHttpOnly,
    secure: session.cookieSecure ?? !general.debug,
    sameSite: session.cookieSameSite,
  });
}

/** Of its attributes only the name is known: Path and Secure as most have them, so that it can be cleared. */
function djangoCookie(
  { session: { djangoCookie: name } }: RawSettings,
  { secure }: CookieSpec,
): CookieSpec | null {
  return name === null ? null : { name, path: "/", httpOnly: true, secure, sameSite: "Lax" };
}

/** A cookie that no setting names, as Secure as the session's. */
function ownCookie(name: string, { secure }: CookieSpec): CookieSpec {
  return prefixed({ name, path: "/", httpOnly: true, secure, sameSite: "Lax" });
}

/** Where AUTH_COOKIE is none only our own pages use token cookies, and of the other settings AUTH_COOKIE_SECURE alone applies. */
function tokenCookies({ tokenCookies: given, general }: RawSettings): Cookies["tokens"] {
  const secure = given.secure ?? !general.debug;
  if (given.accessName === null) {
    const fixed = { path: "/", httpOnly: true, secure, sameSite: "Lax" } as const;
    return {
      access: prefixed({ name: "latchkey_access", ...fixed }),
      refresh: prefixed({ name: "latchkey_refresh", ...fixed }),
    };
  }
  const { httpOnly, sameSite } = given;
  // Each cookie gets the prefix that its own path allows.
  const refreshName = given.refreshName ?? `${given.accessName.replace(/^__(Host|Secure)-/i, "")}_refresh`;
  return {
    access: prefixed({ name: given.accessName, path: given.path, httpOnly, secure, sameSite }),
    refresh: prefixed({ name: refreshName, path: REFRESH_COOKIE_PATH, httpOnly, secure, sameSite }),
  };
}

/** A Secure cookie gets the strongest name prefix that its path allows (RFC 6265bis, 4.1.3). */
function prefixed(spec: CookieSpec): CookieSpec {
  if (!spec.secure || /^__(Host|Secure)-/i.test(spec.name)) return spec;
  return { ...spec, name: `${spec.path === "/" ? "__Host-" : "__Secure-"}${spec.name}` };
}

function lacksSecure({ sameSite, secure }: CookieSpec): boolean {
  return sameSite === "None" && !secure;
}

function sameSiteNeedsSecure(setting: string): string {
  return `${setting}_SAMESITE=None needs ${setting}_SECURE=true: browsers refuse the cookie otherwise.`;
}

function prefixProblems({ name, secure, path }: CookieSpec): string[] {
  if (!/^__(host|secure)-/i.test(name)) return [];
  if (!secure) return [`The cookie name ${name} needs a Secure cookie: browsers refuse it otherwise.`];
  if (/^__host-/i.test(name) && path !== "/") return [`The cookie name ${name} needs the path /.`];
  return [];
}
