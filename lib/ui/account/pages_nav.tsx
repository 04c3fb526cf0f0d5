"use client";

import { usePathname } from "next/navigation";
import { ACCOUNT_PAGES, type AccountPage, ADMIN_PAGE } from "../account_pages";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { PageLink } from "../page_link";
import tabs from "../tabs.module.css";
import { useAccount } from "./account_context";
import styles from "./pages_nav.module.css";

const PAGES = Object.entries(ACCOUNT_PAGES) as [AccountPage, string][];

/** Links between the pages of the account. */
export function PagesNav() {
  const account = useTexts(accountTexts);
  const { user } = useAccount();
  const pathname = usePathname();
  return (
    <nav aria-label={account.pages.label} className={styles.nav}>
      <ul className={tabs.tabs}>
        {PAGES.map(([page, path]) => (
          <li key={page}>
            <PageLink href={path} className={tabs.tab} aria-current={path === pathname ? "page" : undefined}>
              {account.pages[page]}
            </PageLink>
          </li>
        ))}
        {user?.isStaff && (
          <li>
            <PageLink href={ADMIN_PAGE} className={tabs.tab}>
              {account.pages.people}
            </PageLink>
          </li>
        )}
      </ul>
    </nav>
  );
}
