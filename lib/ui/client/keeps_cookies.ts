import { type CookieSpec, writeCookie } from "@/lib/contract/cookie";

/**
 * What a browser does with the cookies of a sign-in; `https-only`: it drops Secure ones, since the page came over plain HTTP;
 * `other-domain`: it drops those of the domain, below which this page is not, or below which everybody can have a name.
 */
export type CookieKeeping = "kept" | "https-only" | "other-domain" | "blocked";

/**
 * Tries whether this browser keeps the cookies of a sign-in here. Browsers differ on http://localhost: some keep Secure ones, some
 * do not.
 * @param prefix of the cookie's name, for which browsers have rules of their own; null where the cookie is not Secure
 * @param domain of the cookie; null where it has none
 */
export function keepsCookies(prefix: string | null, domain: string | null): CookieKeeping {
  if (!navigator.cookieEnabled) return "blocked";
  const isPlain = window.location.protocol !== "https:";
  if (prefix !== null && isPlain && !keeps({ name: `${prefix}latchkey_probe`, secure: true }))
    return "https-only";
  const secure = prefix !== null;
  return domain === null || keeps({ name: "latchkey_probe", secure, domain }) ? "kept" : "other-domain";
}

function keeps(probe: Pick<CookieSpec, "name" | "secure" | "domain">): boolean {
  const spec = { ...probe, path: "/", httpOnly: false, sameSite: "Lax" } as const;
  const write = (value: string, maxAge: number) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we support
    document.cookie = writeCookie({ spec, value, maxAge }, Date.now());
  };
  write("1", 60);
  const kept = document.cookie.split("; ").includes(`${probe.name}=1`);
  write("", 0);
  return kept;
}
