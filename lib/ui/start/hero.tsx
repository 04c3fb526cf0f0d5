import type { Language } from "@/lib/contract/language";
import { Key } from "../key";
import { startTexts } from "../messages/start";
import { PageLink } from "../page_link";
import styles from "./hero.module.css";

type Props = { language: Language; hasLogo: boolean; signedInAs: string | null };

export function Hero({ language, hasLogo, signedInAs }: Props) {
  const start = startTexts[language];
  return (
    <section className={styles.hero}>
      {!hasLogo && <Key className={styles.key} />}
      <h1 className={styles.heading}>{start.heading}</h1>
      <p className={styles.lead}>{start.lead}</p>
      {signedInAs !== null && (
        <p className={styles.signedInAs}>
          {start.signedInAs(signedInAs)} <PageLink href="/account">{start.toAccount}</PageLink>
        </p>
      )}
    </section>
  );
}
