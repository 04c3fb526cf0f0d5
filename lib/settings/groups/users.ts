import { optional, setting } from "../definition";
import { boolean, oneOf, someOf } from "../readers";
import { signUpFields } from "../sign_up_fields";

export const users = {
  signUp: setting(
    "SIGN_UP",
    boolean,
    "true",
    "Whether accounts can be made here. With `false` every sign-up is refused with `sign_up_closed`, and no page leads there.",
  ),
  signUpFields: optional(
    "SIGNUP_FIELDS",
    signUpFields,
    "`username*,email,age`, of which the user table has the columns; `email*` where everybody needs an address",
    "What sign-up asks for besides the password, in any order; a star makes it required (django-allauth's ACCOUNT_SIGNUP_FIELDS). Without `username*` a name is made from the address, which needs `email*` and SIGN_IN_BY `email` or `both`. A body may not have what is not listed.",
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
