import { pageShape } from "@/lib/pages/account_shape";
import { currentCredentials } from "@/lib/pages/current_credentials";
import { pageLanguage } from "@/lib/pages/page_language";
import { canSignUp } from "@/lib/pages/sign_up";
import { Comparison } from "@/lib/ui/start/comparison";
import { CurlExample } from "@/lib/ui/start/curl_example";
import { curlRequest } from "@/lib/ui/start/curl_request";
import { Hero } from "@/lib/ui/start/hero";
import { ModeChoices } from "@/lib/ui/start/mode_choices";
import styles from "@/lib/ui/start/start.module.css";

export default async function Page() {
  const language = await pageLanguage();
  const { session, token } = await currentCredentials();
  const person = session?.user ?? token?.user ?? null;
  return (
    <main id="content" tabIndex={-1} className={styles.start}>
      <Hero language={language} signedInAs={person?.username ?? null} />
      <ModeChoices language={language} canSignUp={await canSignUp()} />
      <Comparison language={language} />
      <CurlExample {...curlRequest(await pageShape(), await canSignUp())} />
    </main>
  );
}
