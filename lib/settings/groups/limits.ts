import { optional, setting } from "../definition";
import { boolean, orNone, rate } from "../readers";

export const limits = {
  enabled: setting(
    "THROTTLE",
    boolean,
    "true",
    "The limits below, counted by the caller's address (IPv6: by its first 64 bits) over all workers and instances. Behind a proxy that TRUSTED_PROXIES does not name, all callers have one address.",
  ),
  code: setting(
    "THROTTLE_CODE",
    orNone(rate),
    "10/15m",
    "How often codes of a second factor can be tried for an account, by whoever knows its password. `none`: any number of times.",
  ),
  signUp: optional(
    "THROTTLE_SIGNUP",
    orNone(rate),
    "`1000/15m` with DEBUG, else `100/15m`",
    "How often an address is told that a username or e-mail address is taken; after that its sign-ups, and its changes of a name or an address, get 429 until the time is over. `none`: any number.",
  ),
};
