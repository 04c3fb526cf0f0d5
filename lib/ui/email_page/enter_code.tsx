import type { ReactNode } from "react";
import { Button } from "../button";
import { Field } from "../form/field";
import type { en } from "../messages/en/email_page";
import { resendEndpoint, verifyEndpoint } from "../mode";
import { PageLink } from "../page_link";
import shortPage from "../short_page.module.css";
import styles from "./email_page.module.css";

type Props = {
  texts: typeof en;
  /** Where to go on, verified or not. */
  next: string;
  /** What is wrong with the code. */
  error: string | undefined;
  /** Whether another mail was just asked for. */
  sent: boolean;
  /** What else was refused. */
  alert: ReactNode;
};

const HINT = "code-hint";

/** Takes the code of a mail, and sends another mail. */
export function EnterCode({ texts: emailPage, next, error, sent, alert }: Props) {
  return (
    <>
      <h1>{emailPage.title}</h1>
      <p className={shortPage.text}>{emailPage.text}</p>
      {alert}
      {sent && <p role="status">{emailPage.sent}</p>}
      <form method="post" action={verifyEndpoint(next)} className={styles.form}>
        <Field
          id="code"
          name="code"
          label={emailPage.label}
          error={error}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={64}
          required
          autoFocus
          describedBy={HINT}
        />
        <p id={HINT} className={shortPage.hint}>
          {emailPage.hint}
        </p>
        <Button type="submit" look="primary">
          {emailPage.codeButton}
        </Button>
      </form>
      <form method="post" action={resendEndpoint(next)} className={`${styles.form} ${styles.again}`}>
        <p>{emailPage.resendText}</p>
        <Button type="submit" look="secondary">
          {emailPage.resendButton}
        </Button>
      </form>
      <p className={styles.link}>
        <PageLink href={next}>{emailPage.laterLink}</PageLink>
      </p>
    </>
  );
}
