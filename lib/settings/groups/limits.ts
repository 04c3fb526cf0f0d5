import { optional, setting } from "../definition";
import { boolean, orNone, rate } from "../readers";

export const limits = {
  enabled: setting(
    "THROTTLE",
    boolean,
    "true",
    "The limits below, over all workers and instances. Those by network count by the caller's address (IPv6: by its first 64 bits). Behind a proxy that TRUSTED_PROXIES does not name, all callers have one address; behind Next.js alone (`npm run dev`, `next start`) none is known, and only those by account hold.",
  ),
  account: setting(
    "THROTTLE_ACCOUNT",
    orNone(rate),
    "10/15m",
    "How many wrong passwords an account takes; after that it gets 429, whatever the password, until the time is over. A right one starts the count again. A browser that has signed in to the account before has a count of its own. `none`: any number.",
  ),
  address: optional(
    "THROTTLE_ADDRESS",
    orNone(rate),
    "`1000/15m` with DEBUG, else `100/15m`",
    "How many wrong passwords a network may try, for any accounts; after that its sign-ins get 429 until the time is over. `none`: any number.",
  ),
  change: optional(
    "THROTTLE_CHANGE",
    orNone(rate),
    "`100/1h` with DEBUG, else `10/1h`",
    "How often the name, the address, the password or the second factor of an account can be changed, or the account deleted: the owner is told of each by mail. Counted by account and by the address that it has; after that such changes get 429 until the time is over. `none`: any number of times.",
  ),
  code: setting(
    "THROTTLE_CODE",
    orNone(rate),
    "10/15m",
    "How many second-factor codes may be tried for an account by somebody who knows its password; codes of mails have a count of their own with the same limit. `none`: no limit.",
  ),
  lab: optional(
    "THROTTLE_LAB",
    orNone(rate),
    "`1000/1h` with DEBUG, else `20/1h`",
    "How many labs a network may begin (LAB); after that it gets 429 until the time is over. `none`: any number, of which 64 are there at once.",
  ),
  mail: optional(
    "THROTTLE_MAIL",
    orNone(rate),
    "`100/1h` with DEBUG, else `5/1h`",
    "How many mails may be requested for one address. Password-reset links and verification mails are counted separately. Over the limit a reset request still gets 204 but sends nothing; a verification request gets 429. A network may request ten times as many, then it gets 429. `none`: no limit.",
  ),
  signUp: optional(
    "THROTTLE_SIGNUP",
    orNone(rate),
    "`1000/15m` with DEBUG, else `100/15m`",
    "How often a network is told that a username or e-mail address is taken; after that its sign-ups, and its changes of a name or an address, get 429 until the time is over. `none`: any number.",
  ),
};
