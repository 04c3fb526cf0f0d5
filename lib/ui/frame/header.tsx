import type { Language } from "@/lib/contract/language";
import type { SignedInNames } from "@/lib/pages/signed_in";
import type { Site } from "@/lib/pages/site";
import { Key } from "../key";
import { frameTexts } from "../messages/frame";
import { PageLink } from "../page_link";
import { AccountNav } from "./account_nav";
import styles from "./header.module.css";
import { LanguageSwitch } from "./language_switch";

type Props = {
  language: Language;
  site: Site;
  signedIn: SignedInNames;
  afterSignOut: string | null;
};

export function Header({ language, site, signedIn, afterSignOut }: Props) {
  const frame = frameTexts[language];
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#content">
        {frame.skip}
      </a>
      <PageLink className={styles.home} href="/" aria-label={frame.home(site.name)}>
        {site.logo === null ? (
          <Key className={styles.key} />
        ) : (
          // biome-ignore lint/performance/noImgElement: nothing optimizes images here
          <img className={styles.logo} src={site.logo} alt="" />
        )}
        <span className={styles.name}>{site.name}</span>
      </PageLink>
      <AccountNav signedIn={signedIn} afterSignOut={afterSignOut} />
      <LanguageSwitch />
    </header>
  );
}
