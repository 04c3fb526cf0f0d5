import type { Metadata } from "next";
import { factsOf } from "@/lib/contract/account_shape";
import { pageShape } from "@/lib/pages/account_shape";
import { pageLanguage } from "@/lib/pages/page_language";
import { accountNotice } from "@/lib/ui/account/account_notice";
import { accountTexts } from "@/lib/ui/messages/account";
import type { SearchParams } from "@/lib/ui/search_params";
import { ThisBrowser } from "@/lib/ui/this_browser/this_browser";
import { UserSummary } from "@/lib/ui/this_browser/user_summary";
import { AccountPage } from "../_frame/account_page";

export async function generateMetadata(): Promise<Metadata> {
  const account = accountTexts[await pageLanguage()];
  return { title: account.browserTitle, description: account.browserDescription };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const notice = await accountNotice(searchParams, await pageLanguage());
  return (
    <AccountPage searchParams={searchParams} notice={notice}>
      <UserSummary facts={factsOf(await pageShape())} />
      <ThisBrowser />
    </AccountPage>
  );
}
