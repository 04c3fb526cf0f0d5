/**
 * The value of a cookie (RFC 6265, 5.4). Where several different ones of the name came, none counts: a sibling
 * domain can plant one beside ours, and the order tells nothing.
 */
export function readCookie(header: string | null, name: string): string | null {
  const values = cookieValues(header, name);
  const [value] = values;
  return values.size === 1 && value ? value : null;
}

/** All values that came under a name. */
export function cookieValues(header: string | null, name: string): ReadonlySet<string> {
  const values = new Set<string>();
  for (const pair of header?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (at >= 0 && trimmed(pair.slice(0, at)) === name)
      values.add(trimmed(pair.slice(at + 1)).replace(/^"(.*)"$/, "$1"));
  }
  return values;
}

/** The names of all cookies that came. */
export function cookieNames(header: string): ReadonlySet<string> {
  return new Set(header.split(";").map((pair) => trimmed(pair.slice(0, Math.max(0, pair.indexOf("="))))));
}

/**
 * Without blanks and tabs, which browsers strip, too. Not trim(): to a browser, a name that begins with any other white space
 * has no prefix `__Host-`, so that a sibling domain may set it.
 */
function trimmed(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, "");
}
