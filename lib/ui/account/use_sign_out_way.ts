"use client";

import type { AccountPage } from "../account_pages";
import { ACCOUNT_PAGES } from "../account_pages";
import type { Mode } from "../mode";
import { useAccount } from "./account_context";

/**
 * Where a sign-out of one mode leads: where it is this browser's last, to LOGOUT_REDIRECT_URL if that is set; else the page stays.
 * @param on the page of the button
 */
export function useSignOutWay(mode: Mode, on: AccountPage) {
  const { credentials, afterSignOut } = useAccount();
  const page = ACCOUNT_PAGES[on];
  const isLast = credentials[mode === "session" ? "token" : "session"] === null;
  const next = isLast && afterSignOut !== null ? afterSignOut : page;
  const leave = () => {
    if (next !== page) window.location.assign(next);
  };
  return { next, leave };
}
