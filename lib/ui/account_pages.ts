/** The pages of an account, each of which follows by itself who is signed in. */
export const ACCOUNT_PAGES = {
  profile: "/account",
  signIns: "/account/signins",
  browser: "/account/browser",
} as const;

export type AccountPage = keyof typeof ACCOUNT_PAGES;
