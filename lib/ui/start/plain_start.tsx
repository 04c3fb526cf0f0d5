import type { Language } from "@/lib/contract/language";
import type { Site } from "@/lib/pages/site";
import buttons from "../button.module.css";
import { formTexts } from "../messages/form";
import { startTexts } from "../messages/start";
import { formPage } from "../mode";
import { PageLink } from "../page_link";
import styles from "./plain_start.module.css";

type Props = { language: Language; site: Site; canSignUp: boolean; signedInAs: string | null };

/** The start page where there is one way to sign in: what the app is called, and the way in; for who is in, to the account. */
export function PlainStart({ language, site, canSignUp, signedInAs }: Props) {
  const start = startTexts[language];
  const form = formTexts[language];
  const [mode] = site.modes;
  return (
    <main id="content" tabIndex={-1} className={styles.start}>
      <h1 className={styles.heading}>{site.name}</h1>
      {signedInAs !== null && <p className={styles.text}>{start.signedInAs(signedInAs)}</p>}
      <p className={styles.actions}>
        {signedInAs !== null ? (
          <PageLink className={buttons.primary} href="/account">
            {start.toAccount}
          </PageLink>
        ) : (
          <>
            <PageLink className={buttons.primary} href={formPage(mode, "signin")}>
              {form.signInButton}
            </PageLink>
            {canSignUp && (
              <PageLink className={buttons.secondary} href={formPage(mode, "signup")}>
                {form.signUpButton}
              </PageLink>
            )}
          </>
        )}
      </p>
    </main>
  );
}
