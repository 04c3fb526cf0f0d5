import type { CookieSpec } from "@/lib/contract/cookie";

/** A Secure cookie gets the strongest name prefix that its path and domain allow (RFC 6265bis, 4.1.3). */
export function prefixed(spec: CookieSpec): CookieSpec {
  if (!spec.secure || /^__(Host|Secure)-/i.test(spec.name)) return spec;
  const isHost = spec.path === "/" && spec.domain === undefined;
  return { ...spec, name: `${isHost ? "__Host-" : "__Secure-"}${spec.name}` };
}

/** What browsers would refuse of a name with a prefix: one sentence at most. */
export function prefixProblems({ name, secure, path, domain }: CookieSpec): string[] {
  if (!/^__(host|secure)-/i.test(name)) return [];
  if (!secure) return [`The cookie name ${name} needs a Secure cookie: browsers refuse it otherwise.`];
  if (!/^__host-/i.test(name)) return [];
  if (path !== "/") return [`The cookie name ${name} needs the path /.`];
  return domain === undefined
    ? []
    : [`The cookie name ${name} allows no domain: give it a name without a prefix.`];
}
