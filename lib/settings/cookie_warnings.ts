import type { CookieSpec } from "@/lib/contract/cookie";
import type { Row } from "./checks/finding";
import type { Settings } from "./settings";

/** What is unsafe about the cookies that open accounts. */
export function cookieRows({ session: { cookie }, jwt: { cookies } }: Settings): Row[] {
  const { access } = cookies;
  return [
    [!cookie.secure, "SESSION_COOKIE_SECURE=false sends the session cookie over plain HTTP.", "W007"],
    [!cookie.httpOnly, "SESSION_COOKIE_HTTPONLY=false lets page scripts read the session cookie.", "W008"],
    [
      cookie.sameSite === "None",
      "SESSION_COOKIE_SAMESITE=None sends the session cookie with requests of other sites.",
      "W009",
    ],
    plantable("SESSION_COOKIE_PATH", cookie),
    plantable("AUTH_COOKIE_PATH", access),
    ...shared("SESSION_COOKIE_DOMAIN", cookie),
    ...shared("AUTH_COOKIE_DOMAIN", access),
    [!access.secure, "AUTH_COOKIE_SECURE=false sends tokens over plain HTTP.", "W011"],
    [!access.httpOnly, "AUTH_COOKIE_HTTP_ONLY=false lets page scripts read the tokens.", "W012"],
    [
      access.sameSite === "None",
      "AUTH_COOKIE_SAMESITE=None sends tokens with requests of other sites.",
      "W013",
    ],
  ];
}

/** A cookie with a path of its own cannot be `__Host-`. */
function plantable(setting: string, { path }: CookieSpec): Row {
  return [path !== "/", `${setting}=${path} lets sites of sibling domains plant the cookie.`, "W010"];
}

/** Nor can one with a domain: it says so once, whatever its path. */
function shared(setting: string, { domain, name }: CookieSpec): Row[] {
  if (domain === undefined) return [];
  const isSuffix = /^(com?|net|org|gov|edu|ac|or|ne|go|re|pe)\.[a-z]{2}$/.test(domain);
  return [
    [
      true,
      `${setting}=${domain} gives up \`__Host-\`: every host of ${domain} gets ${name} with its requests, and can plant one of its own.`,
      "W039",
    ],
    [
      isSuffix,
      `${setting}=${domain} looks like a suffix under which everybody can have a domain: browsers refuse such a cookie.`,
      "W040",
    ],
  ];
}
