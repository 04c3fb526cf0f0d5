"use client";

import { usePathname } from "next/navigation";
import type { SignedInNames } from "@/lib/pages/signed_in";
import { ACCOUNT_PAGES, isAccountPage } from "../account_pages";
import { Alert } from "../alert";
import { useTexts } from "../language";
import { frameTexts } from "../messages/frame";
import { endpointOf, MODES } from "../mode";
import { PageLink } from "../page_link";
import styles from "./account_nav.module.css";
import { useChangeWatch } from "./use_change_watch";
import { useSignOutAll } from "./use_sign_out_all";

/** The way to the account and out, where somebody is signed in. */
export function AccountNav({ signedIn }: { signedIn: SignedInNames }) {
  const frame = useTexts(frameTexts);
  const modes = MODES.filter((mode) => signedIn[mode] !== null);
  const pathname = usePathname();
  const told = useChangeWatch(modes.length > 0, !followsChanges(pathname));
  const { signOut, busy, failed } = useSignOutAll(modes);
  const names = [...new Set(modes.map((mode) => signedIn[mode]))].join(" · ");
  const [mode] = modes;
  return (
    <>
      {mode !== undefined && (
        <nav aria-label={frame.account} className={styles.nav}>
          <PageLink
            className={styles.link}
            href={ACCOUNT_PAGES.profile}
            aria-current={currentOf(pathname)}
            title={names}
          >
            <span className="visually-hidden">{frame.account}: </span>
            <bdi className={styles.name}>{names}</bdi>
          </PageLink>
          {/* Without scripts one form ends one credential: where both modes are signed in, it leads to the buttons of each. */}
          <form
            method={modes.length === 1 ? "post" : "get"}
            action={modes.length === 1 ? endpointOf(mode, "signout") : ACCOUNT_PAGES.browser}
            onSubmit={(event) => {
              event.preventDefault();
              void signOut();
            }}
          >
            <button type="submit" className={styles.signOut} aria-disabled={busy || undefined}>
              {frame.signOut}
            </button>
          </form>
        </nav>
      )}
      <p role="status" className={mode === undefined ? styles.told : "visually-hidden"}>
        {told !== null && frame.told[told]}
      </p>
      {failed && (
        <div className={styles.failed}>
          <Alert>{frame.signOutFailed}</Alert>
        </div>
      )}
    </>
  );
}

/** "page" on the page that the link leads to, "true" on one that belongs to it (ARIA 1.2, aria-current). */
function currentOf(pathname: string): "page" | "true" | undefined {
  if (pathname === ACCOUNT_PAGES.profile) return "page";
  return isAccountPage(pathname) ? "true" : undefined;
}

/** Whether a page follows changes itself. */
function followsChanges(pathname: string): boolean {
  return isAccountPage(pathname) || pathname === "/jwt/refresh";
}
