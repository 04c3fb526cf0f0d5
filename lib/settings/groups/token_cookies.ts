import { cookieDomain } from "../address_readers";
import { optional, setting } from "../definition";
import { boolean, orNone, path, sameSite, token } from "../readers";

export const tokenCookies = {
  accessName: setting(
    "AUTH_COOKIE",
    orNone(token),
    "none",
    "The access token's cookie. `none`: `/user/jwt_*` gives programs their tokens in bodies; our own pages use the cookies `latchkey_access` and `latchkey_refresh`. Set: `/user/jwt_*` gives tokens in cookies only. `/api/token*` always answers in the body.",
  ),
  refreshName: optional(
    "AUTH_COOKIE_REFRESH",
    token,
    "`<AUTH_COOKIE>_refresh`",
    "The refresh token's cookie; its path is `/`.",
  ),
  httpOnly: setting("AUTH_COOKIE_HTTP_ONLY", boolean, "true", "Hides the token cookies from scripts."),
  domain: setting(
    "AUTH_COOKIE_DOMAIN",
    orNone(cookieDomain),
    "none",
    "The access cookie's domain, also that of `latchkey_access`: as SESSION_COOKIE_DOMAIN. The refresh cookie stays with APP_ORIGIN's host: apps send people to `/signin?next=…`, which refreshes.",
  ),
  path: setting("AUTH_COOKIE_PATH", path, "/", "The access cookie's path."),
  sameSite: setting("AUTH_COOKIE_SAMESITE", sameSite, "Lax", "Lax, Strict or None (None needs Secure)."),
  secure: optional(
    "AUTH_COOKIE_SECURE",
    boolean,
    "false with DEBUG, else true",
    "Token cookies are sent over HTTPS only.",
  ),
};
