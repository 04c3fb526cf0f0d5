import { currentCredentials } from "@/lib/pages/current_credentials";
import { pageLanguage } from "@/lib/pages/page_language";
import { Compare } from "@/lib/ui/start/compare";
import { Doors } from "@/lib/ui/start/doors";
import { Hero } from "@/lib/ui/start/hero";
import styles from "@/lib/ui/start/start.module.css";
import { Terminal } from "@/lib/ui/start/terminal";

export default async function Page() {
  const language = await pageLanguage();
  const { session, token } = await currentCredentials();
  const person = session?.user ?? token?.user ?? null;
  return (
    <main id="content" tabIndex={-1} className={styles.start}>
      <Hero language={language} signedInAs={person?.username ?? null} />
      <Doors language={language} />
      <Compare language={language} />
      <Terminal />
    </main>
  );
}
