import type { Metadata } from "next";
import { HTTPS_ONLY } from "@/lib/contract/https_only";
import { currentCredentials } from "@/lib/pages/current_credentials";
import { pageLanguage } from "@/lib/pages/page_language";
import { secureCookies } from "@/lib/pages/secure_cookies";
import { Account } from "@/lib/ui/account/account";
import { accountNotice } from "@/lib/ui/account/account_notice";
import { CookieAlert } from "@/lib/ui/cookie_alert/cookie_alert";
import { accountTexts } from "@/lib/ui/messages/account";
import { MODES } from "@/lib/ui/mode";
import type { SearchParams } from "@/lib/ui/search_params";

export async function generateMetadata(): Promise<Metadata> {
  const account = accountTexts[await pageLanguage()];
  return { title: account.title, description: account.description };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const language = await pageLanguage();
  const notice = await accountNotice(searchParams, language);
  const dropped = (await searchParams)[HTTPS_ONLY.name] === HTTPS_ONLY.value;
  const cookieAlert = (
    <CookieAlert language={language} secureCookies={await secureCookies()} modes={MODES} dropped={dropped} />
  );
  return (
    <Account currentCredentials={await currentCredentials()} notice={notice} cookieAlert={cookieAlert} />
  );
}
