import type { en } from "../messages/en/email_page";
import { PageLink } from "../page_link";
import shortPage from "../short_page.module.css";
import styles from "./email_page.module.css";

/** Says that an address is verified. @param wasUsed by a link that was used before */
export function Verified({
  texts: emailPage,
  next,
  wasUsed,
}: {
  texts: typeof en;
  next: string;
  wasUsed: boolean;
}) {
  return (
    <>
      <h1>{emailPage.verifiedTitle}</h1>
      <p className={shortPage.text}>{wasUsed ? emailPage.usedText : emailPage.verifiedText}</p>
      <p className={styles.link}>
        <PageLink href={next}>{emailPage.goOnLink}</PageLink>
      </p>
    </>
  );
}
