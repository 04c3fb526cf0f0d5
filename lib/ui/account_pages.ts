/** The pages of an account, each of which follows by itself who is signed in. */
export const ACCOUNT_PAGES = {
  profile: "/account",
  signIns: "/account/signins",
  browser: "/account/browser",
} as const;

export type AccountPage = keyof typeof ACCOUNT_PAGES;

/** For staff. */
export const ADMIN_PAGE = "/admin";

/** @param id the user's, as answers show it */
export function personPage(id: number | string): string {
  return `${ADMIN_PAGE}/users/${encodeURIComponent(id)}`;
}
