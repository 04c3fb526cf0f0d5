import { setting } from "../definition";
import { boolean, oneOf } from "../readers";

export const users = {
  signUp: setting(
    "SIGN_UP",
    boolean,
    "true",
    "Whether accounts can be made here. With `false` every sign-up is refused with `sign_up_closed`, and no page leads there.",
  ),
  signInBy: setting(
    "SIGN_IN_BY",
    oneOf(["username", "email", "both"]),
    "username",
    "What people sign in with. `email`: their address; `both`: either, the name first. Bodies may then have it as `username` or as `email`. An address that several active accounts have signs nobody in.",
  ),
};
