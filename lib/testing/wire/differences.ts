/** Where an answer of ours differs from Django's on purpose. README.md refers its readers to this list. */

export interface Difference {
  /** What differs, and why. */
  readonly sentence: string;
  /** What we answer instead; where a part is left out, it is Django's. */
  readonly status?: number;
  readonly code?: string;
  /** The fields of the body's errors, where the answer is a 400 about fields. */
  readonly fields?: readonly string[];
}

const csrf =
  "There is no CSRF token: Sec-Fetch-Site and Origin tell a request that another site's page sent, and it is refused.";
const passwordAsGiven =
  "A password is taken exactly as given, where DRF trims it, so that what was typed is what is checked.";
const passwordLength =
  "A password may have 4,096 bytes, where the reference project allows 128 characters, so that a passphrase is no error.";
const age = "An age is from 0 to 150, where Django takes any that its database can hold.";
const jsonOnly =
  "An endpoint answers JSON only, where DRF has HTML pages of its API, because the pages here are pages of their own.";
const projectView = "A view that only the reference project has is an unknown path here.";
const deadUser =
  "simplejwt verifies the token of a user who was deleted or made inactive; here it is refused, because nothing else accepts it.";
const badUserId =
  "A token whose user id is no number is refused by 401, where Django crashes and answers 500.";

/** By the id of the exchange in the transcripts. */
export const DIFFERENCES: Readonly<Record<string, Difference>> = {
  "S1.a10": {
    sentence:
      "Two people cannot sign up with one e-mail address, where Django allows it, because an address is to lead to one account.",
    status: 400,
    fields: ["email"],
  },
  "S1.a15": { sentence: passwordAsGiven, fields: ["username"] },
  "S1.a19": { sentence: passwordLength, status: 201 },
  "S1.a32": { sentence: age, status: 400, fields: ["age"] },
  "S1.a33": { sentence: age, status: 400, fields: ["age"] },
  "S1.a40": {
    sentence:
      "A username that is taken in its normalised form is refused by 400, where Django compares it before it normalises it, crashes and answers 500.",
    status: 400,
    fields: ["username"],
  },
  "S1.a42": { sentence: projectView, status: 404 },
  "S1.b16": { sentence: jsonOnly },
  "S1.b19": { sentence: jsonOnly, code: "not_authenticated" },
  "S1.b20": {
    sentence: "An unknown path is answered by the app's pages, where Django shows a page of its own.",
    status: 404,
  },
  "S1.b21": {
    sentence:
      "A path works with and without its trailing slash, where Django knows one of the two, so that nobody has to know which.",
    status: 200,
  },
  "S1.b23": { sentence: jsonOnly },
  "S1.c2": {
    sentence:
      "A sign-in by JWT answers with the user, too, where the reference project gives tokens only, so that it tells as much as a sign-up.",
  },
  "S1.c13": { sentence: passwordAsGiven, status: 401, code: "no_active_account" },
  "S1.c14": {
    sentence:
      "A username is normalised at sign-in as at sign-up, where Django does it at sign-up only, so that people can come back by the name that they typed.",
    status: 200,
  },
  "S1.d8": { sentence: csrf, status: 200 },
  "S1.d10": { sentence: csrf, status: 200 },
  "S1.d13": { sentence: projectView, status: 404 },
  "S1.f_user_bad": { sentence: badUserId, status: 401, code: "user_not_found" },
  "S1.l2": {
    sentence:
      "A changed password ends access tokens, too, where simplejwt lets them live until they expire, because whoever changes it may have been robbed of one.",
    status: 401,
    code: "password_changed",
  },
  "S1.l5": { sentence: csrf, status: 204 },
  "S1.l6": {
    sentence:
      "Without a CSRF token the exchange before has signed out already, so that here nobody is left to sign out.",
    status: 403,
    code: "not_authenticated",
  },
  "S1.i_user_gone": { sentence: deadUser, status: 401, code: "user_not_found" },
  "S1.i_user_inactive": { sentence: deadUser, status: 401, code: "user_inactive" },
  "S1.h17": { sentence: badUserId, status: 401, code: "no_active_account" },
  "S2.a2": {
    sentence:
      "A rotated refresh token is answered with its one successor within the grace period, where simplejwt refuses it at once, so that browser tabs that race stay signed in.",
    status: 200,
  },
  "S4.a2": {
    sentence:
      "A blacklisted token is refused in every project, where simplejwt blacklists only with an app that a project may leave out.",
    status: 401,
    code: "token_not_valid",
  },
  "S5.a4": { sentence: passwordLength, fields: ["username"] },
};
