"use client";

import { usePathname } from "next/navigation";
import { ACCOUNT_PAGES } from "../account_pages";
import buttons from "../button.module.css";
import { useHydrated } from "../client/use_hydrated";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { refreshFor } from "../mode";
import styles from "./refresh_without_scripts.module.css";

/** Where the access token has run out, and no script refreshes it: endpoints would take nobody's changes. */
export function RefreshWithoutScripts() {
  const account = useTexts(accountTexts);
  const pathname = usePathname();
  const hydrated = useHydrated();
  // What this browser holds has a button of its own.
  if (hydrated || pathname === ACCOUNT_PAGES.browser) return null;
  return (
    <form method="post" action={refreshFor(pathname)} className={styles.form}>
      <p>{account.refreshToGoOn}</p>
      <button type="submit" className={buttons.secondary}>
        {account.token.refreshNow}
      </button>
    </form>
  );
}
