import { setting } from "../definition";
import { boolean, oneOf, someOf } from "../readers";

export const users = {
  signUp: setting(
    "SIGN_UP",
    boolean,
    "true",
    "Whether accounts can be made here. With `false` every sign-up is refused with `sign_up_closed`, and no page leads there.",
  ),
  signInModes: setting(
    "SIGN_IN_MODES",
    someOf(["session", "token"]),
    "session,token",
    "The ways to sign in: by `session`, by `token` (JWT), or both. `/signin` leads to the first. The pages of one that is not listed are gone, and its sign-up and sign-in are refused with `sign_in_mode_off`; whoever is signed in by it stays so.",
  ),
  signInBy: setting(
    "SIGN_IN_BY",
    oneOf(["username", "email", "both"]),
    "username",
    "What people sign in with. `email`: their address; `both`: either, the name first. Bodies may then have it as `username` or as `email`. An address that several active accounts have signs nobody in.",
  ),
};
