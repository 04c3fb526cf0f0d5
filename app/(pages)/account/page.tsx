import type { Metadata } from "next";
import { currentCredentials } from "@/lib/pages/current_credentials";
import { pageLanguage } from "@/lib/pages/page_language";
import { Account } from "@/lib/ui/account/account";
import { accountNotice } from "@/lib/ui/account/account_notice";
import { accountTexts } from "@/lib/ui/messages/account";
import type { SearchParams } from "@/lib/ui/search_params";

export async function generateMetadata(): Promise<Metadata> {
  const account = accountTexts[await pageLanguage()];
  return { title: account.title, description: account.description };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const notice = await accountNotice(searchParams, await pageLanguage());
  return <Account currentCredentials={await currentCredentials()} notice={notice} />;
}
