import type { Language } from "@/lib/contract/language";
import { Key } from "../key";
import { frameTexts } from "../messages/frame";
import { PageLink } from "../page_link";
import styles from "./header.module.css";
import { LanguageSwitch } from "./language_switch";

export function Header({ language }: { language: Language }) {
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
      <LanguageSwitch />
    </header>
  );
}
