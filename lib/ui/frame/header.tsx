import Link from "next/link";
import type { Language } from "@/lib/contract/language";
import { Key } from "../key";
import { messages } from "../messages/messages";
import styles from "./header.module.css";
import { LanguageSwitch } from "./language_switch";

export function Header({ language }: { language: Language }) {
  const { frame } = messages(language);
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#content">
        {frame.skip}
      </a>
      <Link className={styles.home} href="/" aria-label={frame.home}>
        <Key className={styles.key} />
        <span lang="en">Latchkey</span>
      </Link>
      <LanguageSwitch />
    </header>
  );
}
