import { cookieDomain } from "../address_readers";
import { optional, setting } from "../definition";
import { boolean, duration, integer, orNone, path, sameSite, token } from "../readers";

export const session = {
  cookieName: setting(
    "SESSION_COOKIE_NAME",
    token,
    "sessionid",
    "The session cookie's name; the prefix `__Host-` is added where Secure and path allow it.",
  ),
  /** seconds */
  age: setting("SESSION_COOKIE_AGE", duration(1), "14d", "Lifetime of a session."),
  cookieSecure: optional(
    "SESSION_COOKIE_SECURE",
    boolean,
    "false with DEBUG, else true",
    "The session cookie is sent over HTTPS only.",
  ),
  cookieHttpOnly: setting(
    "SESSION_COOKIE_HTTPONLY",
    boolean,
    "true",
    "Hides the session cookie from scripts.",
  ),
  cookieSameSite: setting(
    "SESSION_COOKIE_SAMESITE",
    sameSite,
    "Lax",
    "Lax, Strict or None (None needs Secure).",
  ),
  cookiePath: setting("SESSION_COOKIE_PATH", path, "/", "The session cookie's path."),
  cookieDomain: setting(
    "SESSION_COOKIE_DOMAIN",
    orNone(cookieDomain),
    "none",
    "The session cookie is sent to this domain and all below it: `example.com` for Latchkey at `auth.example.com` and an app at `app.example.com`. It must cover APP_ORIGIN. Its name begins with `__Secure-` then, not `__Host-`: every host of the domain gets the cookie, and can plant one. A change signs everybody out. `none`: APP_ORIGIN's host alone.",
  ),
  expireAtBrowserClose: setting(
    "SESSION_EXPIRE_AT_BROWSER_CLOSE",
    boolean,
    "false",
    "The cookie ends with the browser; the row still ends at SESSION_COOKIE_AGE.",
  ),
  saveEveryRequest: setting(
    "SESSION_SAVE_EVERY_REQUEST",
    boolean,
    "false",
    "Every request extends the session to its full lifetime again.",
  ),
  /** seconds */
  idleTimeout: setting(
    "SESSION_IDLE_TIMEOUT",
    orNone(duration(1)),
    "none",
    "A session that is not used for this long ends.",
  ),
  /** seconds */
  absoluteAge: optional(
    "SESSION_ABSOLUTE_AGE",
    orNone(duration(1)),
    "`30d`, or SESSION_COOKIE_AGE where that is longer",
    "A session ends this long after the sign-in, however often it is renewed.",
  ),
  /** seconds */
  recentAge: setting(
    "RECENT_SIGNIN_AGE",
    duration(1),
    "15m",
    "How long after the password was given a sign-in counts as recent, by session or by JWT. Some changes need a recent sign-in; later they ask for the password again.",
  ),
  staffNeedsFactor: setting(
    "MFA_REQUIRED_FOR_STAFF",
    boolean,
    "false",
    'For /admin, its endpoints, and endpoints of your own with `access: "staff"` or `"recent_staff"`: staff without an authenticator app in use get 403 `mfa_required`.',
  ),
  perUser: setting(
    "SESSIONS_PER_USER",
    orNone(integer(1, 1_000_000)),
    "50",
    "Live sign-ins that a user can have, by session and by JWT together. Where a new one is one too many, the one that was not used for longest ends.",
  ),
  djangoCookie: setting(
    "DJANGO_SESSION_COOKIE",
    orNone(token),
    "none",
    "The session cookie of a Django project on the same database with the same SECRET_KEY (its SESSION_COOKIE_NAME, usually `sessionid`). Whoever brings one that is live is signed in here, too: see docs/moving-from-django.md.",
  ),
  djangoLegacy: setting(
    "DJANGO_SESSION_LEGACY",
    boolean,
    "false",
    "Takes over sessions in the form of Django 3.0 and earlier, too, which is signed with SHA-1.",
  ),
};
