/** Where an answer of ours differs from Django's on purpose: what differs, and why. */
export interface Difference {
  readonly why: string;
  /** What we answer instead; where a part is left out, it is Django's. */
  readonly status?: number;
  readonly code?: string;
  /** The fields of the body's errors, where the answer is a 400 about fields. */
  readonly fields?: readonly string[];
}

const noCsrfToken =
  "There is no CSRF token: what another site's page sends is refused by Sec-Fetch-Site and Origin.";
const notTrimmed = "A password is taken exactly as given: what was typed is what is checked.";
const patch = "PATCH /user/me is not there yet, so Allow does not name it.";
const html = "Endpoints answer JSON only; the pages are pages of their own.";
const deadUser = "A token of a user who is gone or inactive is dead everywhere.";
const noCrash = "Django answers 500.";

/** By the exchange's id. */
export const DIFFERENCES: Readonly<Record<string, Difference>> = {
  "S1.a10": { why: "Two people cannot sign up with one address.", status: 400, fields: ["email"] },
  "S1.a15": { why: notTrimmed, fields: ["username"] },
  "S1.a19": { why: "Passwords may be as long as 4,096 bytes: a passphrase is no error.", status: 201 },
  "S1.a32": { why: "An age is from 0 to 150.", status: 400, fields: ["age"] },
  "S1.a33": { why: "An age is from 0 to 150.", status: 400, fields: ["age"] },
  "S1.a40": { why: `${noCrash} The name is taken in its stored form.`, status: 400, fields: ["username"] },
  "S1.a42": { why: `${noCrash} The view is the reference project's own.`, status: 404 },
  "S1.b16": { why: html },
  "S1.b19": { why: html, code: "not_authenticated" },
  "S1.b20": { why: "An unknown path is the pages' to answer.", status: 404 },
  "S1.b21": { why: "A path works with and without its trailing slash.", status: 200 },
  "S1.b23": { why: html },
  "S1.c2": { why: "A sign-in by JWT tells who signed in, as sign-up does." },
  "S1.c13": { why: notTrimmed, status: 401, code: "no_active_account" },
  "S1.c14": {
    why: "Names are normalised at sign-in as at sign-up: whoever typed their name can come back.",
    status: 200,
  },
  "S1.d8": { why: patch, status: 405 },
  "S1.d9": { why: patch, status: 405 },
  "S1.d10": { why: patch, status: 405 },
  "S1.d13": { why: "The view is the reference project's own.", status: 404 },
  "S1.f_user_bad": { why: noCrash, status: 401, code: "user_not_found" },
  "S1.l2": {
    why: "A changed password ends the tokens of every sign-in, too.",
    status: 401,
    code: "password_changed",
  },
  "S1.l5": { why: noCsrfToken, status: 204 },
  "S1.l6": {
    why: `${noCsrfToken} So the exchange before has signed out already.`,
    status: 403,
    code: "not_authenticated",
  },
  "S1.i_user_gone": { why: deadUser, status: 401, code: "user_not_found" },
  "S1.i_user_inactive": { why: deadUser, status: 401, code: "user_inactive" },
  "S1.h17": { why: noCrash, status: 401, code: "no_active_account" },
  "S2.a2": {
    why: "Within the grace period a rotated token gets its one successor again: tabs that race stay signed in.",
    status: 200,
  },
  "S4.a2": { why: "There is always a blacklist.", status: 401, code: "token_not_valid" },
  "S5.a4": { why: "Passwords may be as long as 4,096 bytes.", fields: ["username"] },
};
