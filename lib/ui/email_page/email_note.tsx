import type { EmailState } from "@/lib/pages/email_verification";
import type { en } from "../messages/en/email_page";
import { verifyPage } from "../mode";
import { PageLink } from "../page_link";
import styles from "./email_page.module.css";

/** Says on the account page what there is to verify, and leads there; nothing where there is nothing. */
export function EmailNote({ texts: emailPage, state }: { texts: typeof en; state: EmailState | null }) {
  if (state === null || (state.pending === null && (state.verified || state.email === ""))) return null;
  return (
    <p className={styles.note}>
      <span>{state.pending === null ? emailPage.unverified : emailPage.pending(state.pending)}</span>
      <PageLink href={verifyPage()}>{emailPage.verifyLink}</PageLink>
    </p>
  );
}
