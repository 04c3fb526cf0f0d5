/** The pages of an account, each of which follows by itself who is signed in. */
export const ACCOUNT_PAGES = { profile: "/account", browser: "/account/browser" } as const;

export type AccountPage = keyof typeof ACCOUNT_PAGES;

/** Whether a path is one of them. */
export function isAccountPage(pathname: string): boolean {
  return Object.values<string>(ACCOUNT_PAGES).includes(pathname);
}
