import { parseUrl } from "./parse_url";

/** Stands for our own origin, which this code need not know: a path resolves to it, an address elsewhere does not. */
const HERE = "https://here.invalid";

/** Where people may be led, by the settings. */
export interface Redirects {
  /** LOGIN_REDIRECT_URL: a path of ours, or an address of one of the origins. */
  readonly afterSignIn: string;
  /** As browsers write them, ours among them. */
  readonly origins: readonly string[];
}

/**
 * Where to go after signing in: a path on our own origin or an address of an allowed one, whatever `?next=` holds.
 * LOGIN_REDIRECT_URL where it holds nothing of that kind.
 */
export function safeNext(value: string | undefined, redirects: Redirects): string {
  return checkedNext(value, redirects.origins) ?? redirects.afterSignIn;
}

/** The same, but undefined where it is LOGIN_REDIRECT_URL, which no address has to carry on. */
export function givenNext(value: string | undefined, redirects: Redirects): string | undefined {
  const next = safeNext(value, redirects);
  return next === redirects.afterSignIn ? undefined : next;
}

/**
 * The value of a `?next=`, as browsers write it; null unless it is a path on our own origin or an address of an allowed one.
 *
 * A test for prefixes lets `/\evil.example` and `/<TAB>/evil.example` through, because browsers ignore tabs and read
 * backslashes as slashes. So the value is parsed as browsers do, and its origin is compared; a path's decoded form as well, in
 * case a proxy decodes it once more.
 */
export function checkedNext(value: string | undefined, origins: readonly string[]): string | null {
  return safePath(value ?? "") ?? allowedAddress(value ?? "", origins);
}

/** Whether a checked `next` is no path: the router of our pages cannot go there, and forms need the policy's leave. */
export function isAbsolute(next: string): boolean {
  return !next.startsWith("/");
}

/**
 * The path, query and fragment of an address of ours, which is a path or begins with one of our hosts; null for every other.
 * It is checked as {@link safeNext} checks.
 */
export function pathOfOurs(address: string, hosts: readonly string[]): string | null {
  const url = /^https?:/i.test(address) ? parseUrl(address) : null;
  if (url === null) return safePath(address);
  const { host, pathname, search, hash } = url;
  return hosts.includes(host) ? safePath(pathname + search + hash) : null;
}

/** Adds `?next=` where there is one. */
export function withNext(path: string, next?: string): string {
  return next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/**
 * An address of which the origin is exactly one of the allowed, as the parser of browsers writes it: what is sent on has one
 * meaning. Browsers also read `https:/host`, `https:\\host` and `https:///host` as addresses of that host, but nobody who
 * means well writes them, nor a user name before the host.
 */
function allowedAddress(value: string, origins: readonly string[]): string | null {
  if (!/^https?:\/\/[^/]/i.test(value) || value.includes("\\") || hasControl(value)) return null;
  const url = parseUrl(value);
  if (url === null) return null;
  const { href, origin, username, password } = url;
  return username === "" && password === "" && origins.includes(origin) ? href : null;
}

function safePath(value: string): string | null {
  const path = ownPath(value);
  const decoded = path === null ? null : decode(value);
  return decoded !== null && ownPath(decoded) !== null ? path : null;
}

function ownPath(value: string): string | null {
  if (!value.startsWith("/") || value.startsWith("//")) return null;
  if (value.includes("\\") || hasControl(value)) return null;
  const url = parseUrl(value, HERE);
  if (url?.origin !== HERE) return null;
  // "/.//evil.example" parses to our origin and to the path "//evil.example", which is somewhere else when used alone.
  if (url.pathname.startsWith("//")) return null;
  return url.pathname + url.search + url.hash;
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

function hasControl(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  }
  return false;
}
