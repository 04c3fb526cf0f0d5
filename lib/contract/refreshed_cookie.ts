import { clearCookie, type SetCookie } from "./cookie";

/**
 * Says that tokens were refreshed for the sake of a page that had no live access token. If that page has none even then, the
 * browser does not send it there (AUTH_COOKIE_PATH), and a further refresh would not help.
 */
export const REFRESHED_COOKIE = "latchkey_refreshed";

/** Seconds. The page is requested next, and its response clears the cookie. */
const MAX_AGE = 60;

const spec = (secure: boolean) =>
  ({ name: REFRESHED_COOKIE, path: "/", httpOnly: true, secure, sameSite: "Lax" }) as const;

/**
 * @param secure as the access token's cookie
 * @param accessLifetime seconds; once the access token has run out, a refresh is due again
 */
export function refreshedCookie(secure: boolean, accessLifetime: number): SetCookie {
  return { spec: spec(secure), value: "1", maxAge: Math.min(MAX_AGE, accessLifetime) };
}

export function clearRefreshedCookie(): SetCookie {
  return clearCookie(spec(false));
}
