import { origin, redirectUrl } from "../address_readers";
import { setting } from "../definition";
import { listOf, orNone } from "../readers";

export const redirects = {
  afterSignIn: setting(
    "LOGIN_REDIRECT_URL",
    redirectUrl,
    "/account",
    "Where a sign-in leads whose page has no `?next=`: a path, or an address of your app, whose origin is then allowed for `next`, too.",
  ),
  afterSignOut: setting(
    "LOGOUT_REDIRECT_URL",
    orNone(redirectUrl),
    "none",
    "Where a sign-out on our pages leads: the same. `none`: the page stays, and says that nobody is signed in.",
  ),
  origins: setting(
    "ALLOWED_REDIRECT_ORIGINS",
    listOf(origin),
    "none",
    "Other origins, such as `https://app.example.com`, to which `?next=` may lead after signing in, refreshing and signing out. Without them it takes paths alone. Each counts exactly, not its subdomains; whatever stands there gets people who have just signed in.",
  ),
};
