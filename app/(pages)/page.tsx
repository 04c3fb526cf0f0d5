import type { ComponentProps } from "react";
import { pageShape } from "@/lib/pages/account_shape";
import { currentCredentials } from "@/lib/pages/current_credentials";
import { pageLanguage } from "@/lib/pages/page_language";
import { canSignUp } from "@/lib/pages/sign_up";
import { pageSite } from "@/lib/pages/site";
import { Comparison } from "@/lib/ui/start/comparison";
import { CurlExample } from "@/lib/ui/start/curl_example";
import { curlRequest } from "@/lib/ui/start/curl_request";
import { Hero } from "@/lib/ui/start/hero";
import { ModeChoices } from "@/lib/ui/start/mode_choices";
import { PlainStart } from "@/lib/ui/start/plain_start";
import styles from "@/lib/ui/start/start.module.css";

export default async function Page() {
  const language = await pageLanguage();
  const { session, token } = await currentCredentials();
  const signedInAs = (session?.user ?? token?.user)?.username ?? null;
  const site = await pageSite();
  const start = { language, site, canSignUp: await canSignUp(), signedInAs };
  return site.modes.length === 1 ? <PlainStart {...start} /> : <Comparing {...start} />;
}

/** The start page of both modes side by side. */
async function Comparing({ language, site, canSignUp, signedInAs }: ComponentProps<typeof PlainStart>) {
  return (
    <main id="content" tabIndex={-1} className={styles.start}>
      <Hero language={language} hasLogo={site.logo !== null} signedInAs={signedInAs} />
      <ModeChoices language={language} modes={site.modes} canSignUp={canSignUp} />
      <Comparison language={language} hasLab={site.lab} />
      <CurlExample {...curlRequest(await pageShape(), canSignUp)} />
    </main>
  );
}
