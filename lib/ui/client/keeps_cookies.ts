import { writeCookie } from "@/lib/contract/cookie";

/** What a browser does with the cookies of a sign-in; `https-only`: it drops Secure ones, since the page came over plain HTTP. */
export type CookieKeeping = "kept" | "https-only" | "blocked";

/**
 * Tries whether this browser keeps Secure cookies here. Browsers differ on http://localhost: some keep them, some do not.
 * @param prefix of the cookie's name, for which browsers have rules of their own; null where the cookie is not Secure
 */
export function keepsCookies(prefix: string | null): CookieKeeping {
  if (!navigator.cookieEnabled) return "blocked";
  if (prefix === null || window.location.protocol === "https:") return "kept";
  const name = `${prefix}latchkey_probe`;
  const spec = { name, path: "/", httpOnly: false, secure: true, sameSite: "Lax" } as const;
  const write = (value: string, maxAge: number) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we support
    document.cookie = writeCookie({ spec, value, maxAge }, Date.now());
  };
  write("1", 60);
  const kept = document.cookie.split("; ").includes(`${name}=1`);
  write("", 0);
  return kept ? "kept" : "https-only";
}
