/** Stands for our own origin, which this code need not know: a path resolves to it, an address elsewhere does not. */
const HERE = "https://here.invalid";

export const DEFAULT_NEXT = "/account";

/**
 * Where to go after signing in: a path on our own origin, whatever `?next=` holds.
 *
 * A test for prefixes lets `/\evil.example` and `/<TAB>/evil.example` through, because browsers ignore tabs and read
 * backslashes as slashes. So the value is parsed as browsers do, and its origin is compared; its decoded form as well, in
 * case a proxy decodes it once more.
 */
export function safeNext(value: string | undefined): string {
  return safePath(value ?? "") ?? DEFAULT_NEXT;
}

/**
 * The path, query and fragment of an address of ours, which is a path or begins with one of our hosts; null for every other.
 * It is checked as {@link safeNext} checks.
 */
export function pathOfOurs(address: string, hosts: readonly string[]): string | null {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return safePath(address);
  const { host, pathname, search, hash } = new URL(address);
  return hosts.includes(host) ? safePath(pathname + search + hash) : null;
}

/** Adds `?next=` unless it is the default. */
export function withNext(path: string, next?: string): string {
  return next === undefined || next === DEFAULT_NEXT ? path : `${path}?next=${encodeURIComponent(next)}`;
}

function safePath(value: string): string | null {
  const path = ownPath(value);
  const decoded = path === null ? null : decode(value);
  return decoded !== null && ownPath(decoded) !== null ? path : null;
}

function ownPath(value: string): string | null {
  if (!value.startsWith("/") || value.startsWith("//")) return null;
  if (value.includes("\\") || hasControl(value)) return null;
  if (!URL.canParse(value, HERE)) return null;
  const url = new URL(value, HERE);
  if (url.origin !== HERE) return null;
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
