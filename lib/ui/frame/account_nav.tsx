"use client";

import { usePathname } from "next/navigation";
import type { SignedInNames } from "@/lib/pages/signed_in";
import { Alert } from "../alert";
import { useTexts } from "../language";
import { frameTexts } from "../messages/frame";
import { endpointOf, MODES } from "../mode";
import { PageLink } from "../page_link";
import styles from "./account_nav.module.css";
import { useChangeWatch } from "./use_change_watch";
import { useSignOutAll } from "./use_sign_out_all";

type Props = {
  signedIn: SignedInNames;
  /** LOGOUT_REDIRECT_URL; null: the page stays. */
  afterSignOut: string | null;
};

/** The way to the account and out, where somebody is signed in. */
export function AccountNav({ signedIn, afterSignOut }: Props) {
  const frame = useTexts(frameTexts);
  const modes = MODES.filter((mode) => signedIn[mode] !== null);
  const pathname = usePathname();
  const told = useChangeWatch(modes.length > 0, !WATCHFUL.test(pathname));
  const { signOut, busy, failed } = useSignOutAll(modes, afterSignOut);
  const names = [...new Set(modes.map((mode) => signedIn[mode]))].join(" · ");
  const [mode] = modes;
  return (
    <>
      {mode !== undefined && (
        <nav aria-label={frame.account} className={styles.nav}>
          <PageLink
            className={styles.link}
            href={ACCOUNT}
            aria-current={pathname === ACCOUNT ? "page" : undefined}
            title={names}
          >
            <span className="visually-hidden">{frame.account}: </span>
            <bdi className={styles.name}>{names}</bdi>
          </PageLink>
          <form
            method="post"
            action={modes.length === 1 ? endpointOf(mode, "signout") : "/user/signout"}
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

const ACCOUNT = "/account";
/** Pages that follow changes themselves: those of the account, and the one that refreshes tokens. */
const WATCHFUL = /^\/(account(\/(signins|browser))?|jwt\/refresh)$/;
