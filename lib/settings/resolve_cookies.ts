import type { CookieSpec } from "@/lib/contract/cookie";
import { domainProblems, otherForms } from "./cookie_domains";
import { prefixed, prefixProblems } from "./cookie_prefix";
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
  /** Names a visitor's lab. */
  readonly lab: CookieSpec;
  /** By the name of a cookie: the same as other settings of its domain have it. */
  readonly otherForms: readonly { readonly name: string; readonly forms: readonly CookieSpec[] }[];
}

/** With a narrower path, or a domain, it could not be `__Host-`, and a sibling subdomain could plant one. */
const REFRESH_COOKIE_PATH = "/";

/**
 * Names and attributes of the cookies; Secure unless DEBUG or their own setting says otherwise.
 * @param origin APP_ORIGIN
 * @param problems takes a sentence for each combination that browsers would refuse
 */
export function resolveCookies(raw: RawSettings, origin: string, problems: string[]): Cookies {
  const plainSession = sessionCookie(raw);
  const session = prefixed(plainSession);
  const { plainAccess, ...tokens } = tokenCookies(raw);
  const [form, challenge] = [ownCookie("latchkey_form", session), ownCookie("latchkey_challenge", session)];
  const [device, reset] = [ownCookie("latchkey_device", session), ownCookie("latchkey_reset", session)];
  const [emailKey, lab] = [ownCookie("latchkey_email_key", session), ownCookie("latchkey_lab", session)];
  const own = [form, challenge, device, reset, emailKey, lab];
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
  const taken = own.find(({ name }) => cookies.some((cookie) => cookie.name === name));
  if (taken) problems.push(`No cookie of the settings may be named ${taken.name}, which is one of our own.`);
  problems.push(
    ...cookies.flatMap(prefixProblems),
    ...domainProblems("SESSION_COOKIE_DOMAIN", raw.session.cookieDomain, origin),
    ...domainProblems("AUTH_COOKIE_DOMAIN", raw.tokenCookies.domain, origin),
  );
  const django = djangoCookie(raw, session);
  if ([...cookies, ...own].some(({ name }) => name === django?.name))
    problems.push(
      `DJANGO_SESSION_COOKIE names Django's session cookie, and ours is named ${django?.name}, too: set another SESSION_COOKIE_NAME.`,
    );
  const forms = [
    { name: session.name, forms: otherForms(plainSession, origin) },
    { name: tokens.access.name, forms: otherForms(plainAccess, origin) },
  ];
  return { django, session, tokens, form, challenge, device, reset, emailKey, lab, otherForms: forms };
}

/** Without a prefix. */
function sessionCookie({ session, general }: RawSettings): CookieSpec {
  return {
    name: session.cookieName,
    path: session.cookiePath,
    ...(session.cookieDomain === null ? {} : { domain: session.cookieDomain }),
    httpOnly: session.cookieHttpOnly,
    secure: session.cookieSecure ?? !general.debug,
    sameSite: session.cookieSameSite,
  };
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

/**
 * Where AUTH_COOKIE is none only our own pages use token cookies, and of the other settings AUTH_COOKIE_SECURE and
 * AUTH_COOKIE_DOMAIN alone apply. The refresh token is for us alone, and has no domain.
 */
function tokenCookies({ tokenCookies: given, general }: RawSettings) {
  const secure = given.secure ?? !general.debug;
  const domain = given.domain === null ? {} : { domain: given.domain };
  if (given.accessName === null) {
    const fixed = { path: "/", httpOnly: true, secure, sameSite: "Lax" } as const;
    return withPrefixes(
      { name: "latchkey_access", ...fixed, ...domain },
      { name: "latchkey_refresh", ...fixed },
    );
  }
  const { httpOnly, sameSite } = given;
  // Each cookie gets the prefix that its own path allows.
  const refreshName = given.refreshName ?? `${given.accessName.replace(/^__(Host|Secure)-/i, "")}_refresh`;
  return withPrefixes(
    { name: given.accessName, path: given.path, ...domain, httpOnly, secure, sameSite },
    { name: refreshName, path: REFRESH_COOKIE_PATH, httpOnly, secure, sameSite },
  );
}

function withPrefixes(plainAccess: CookieSpec, refresh: CookieSpec) {
  return { plainAccess, access: prefixed(plainAccess), refresh: prefixed(refresh) };
}

function lacksSecure({ sameSite, secure }: CookieSpec): boolean {
  return sameSite === "None" && !secure;
}

function sameSiteNeedsSecure(setting: string): string {
  return `${setting}_SAMESITE=None needs ${setting}_SECURE=true: browsers refuse the cookie otherwise.`;
}
