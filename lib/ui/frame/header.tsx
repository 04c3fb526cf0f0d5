import type { Language } from "@/lib/contract/language";
import type { SignedInNames } from "@/lib/pages/signed_in";
import { Key } from "../key";
import { frameTexts } from "../messages/frame";
import { PageLink } from "../page_link";
import { AccountNav } from "./account_nav";
import styles from "./header.module.css";
import { LanguageSwitch } from "./language_switch";

type Props = { language: Language; signedIn: SignedInNames; afterSignOut: string | null };

export function Header({ language, signedIn, afterSignOut }: Props) {
  const frame = frameTexts[language];
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#content">
        {frame.skip}
      </a>
      <PageLink className={styles.home} href="/" aria-label={frame.home}>
        <Key className={styles.key} />
        <span lang="en">Latchkey</span>
      </PageLink>
      <AccountNav signedIn={signedIn} afterSignOut={afterSignOut} />
      <LanguageSwitch />
    </header>
  );
}
