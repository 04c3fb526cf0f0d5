import type { LabSettingName } from "@/lib/contract/lab";

/** What a setting does, and what changes in the lab. */
const rows: Readonly<Record<LabSettingName, { does: string; see: string }>> = {
  ACCESS_TOKEN_LIFETIME: {
    does: "How long an access token works. The time is written into the token and signed, so those already given out keep theirs.",
    see: "Refresh, and look at the ring of the next access token. The shorter it is, the sooner the neighbour refuses a copy, and the more often you refresh.",
  },
  ROTATE_REFRESH_TOKENS: {
    does: "Whether a refresh also gives a new refresh token, to be spent the next time.",
    see: "Refresh. Off, you get an access token only, and the refresh token stays the same until it runs out.",
  },
  BLACKLIST_AFTER_ROTATION: {
    does: "Whether a refresh token that was spent is refused from then on. It only matters while refresh tokens are rotated.",
    see: "Refresh, then spend the former one again. Off, it goes on working, and each time gets one more. On, it gets the same successor within the grace period, and later ends the whole sign-in.",
  },
  AUTH_TOKEN_CLASSES: {
    does: "Which kinds of tokens open our door. By default a refresh token does, too: it lasts for days, so set access tokens only. A sliding token is both in one: it works for minutes, and is itself exchanged for a longer one.",
    see: "Knock with each. The neighbour doesn’t know this setting: it takes access tokens, and nothing else.",
  },
  AUTH_COOKIE: {
    does: "Where tokens go: into the body of the answer, for programs to keep, or into cookies of this name, which scripts can’t read and the browser sends by itself.",
    see: "Sign in again, and compare what the answer holds.",
  },
};

export const en = {
  lead: "These settings are of your lab alone. Change one, and see at once what it does.",
  rows,
  values: "Values",
  now: "Now",
  change: "Change",
  see: "See it",
  refresh: "Refresh",
  spendFormer: (name: string) => `Spend ${name} again`,
  knockAccess: "Knock with the access token",
  knockRefresh: "Knock with the refresh token",
  knockSliding: "Knock with the sliding token",
  sliding: "Get a sliding token",
  signin: "Sign in again",
  signedOut: "You hold no such key at the moment. Sign in again first.",
  lasts: (time: string) => `Your newest access token works for ${time}.`,
  lastedBefore: (time: string) => `The one before: ${time}.`,
  gave: {
    both: "The last refresh gave an access token and a refresh token.",
    access: "The last refresh gave an access token only.",
    refused: "The last refresh was refused.",
  },
  inBody: "The last sign-in gave its tokens in the body, and set no cookie for them.",
  inCookies: "The last sign-in gave its tokens in cookies, and none in the body:",
  rest: "The other settings of tokens, for reading",
  restText:
    "Their defaults and details are in the documentation of the settings, which comes with the source.",
  ending: {
    heading: "That was the lab",
    text: "You have knocked, bent, waited and stolen, and have seen what each of the two ways holds. On the home page you can sign up or sign in for real, by either of them.",
    home: "Go to the home page",
    saw: "What you saw, once more",
  },
};
