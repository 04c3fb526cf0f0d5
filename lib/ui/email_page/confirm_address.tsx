import { Button } from "../button";
import type { en } from "../messages/en/email_page";
import { verifyEndpoint } from "../mode";
import shortPage from "../short_page.module.css";
import styles from "./email_page.module.css";

/** Asks whoever has opened a mailed link to confirm: programs open links, too, but press no buttons. */
export function ConfirmAddress({ texts: emailPage, next }: { texts: typeof en; next: string }) {
  return (
    <>
      <h1>{emailPage.confirmTitle}</h1>
      <p className={shortPage.text}>{emailPage.confirmText}</p>
      <form method="post" action={verifyEndpoint(next)} className={styles.form}>
        <Button type="submit" look="primary">
          {emailPage.confirmButton}
        </Button>
      </form>
    </>
  );
}
