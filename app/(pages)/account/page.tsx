import type { Metadata } from "next";
import { currentCredentials } from "@/lib/pages/current_credentials";
import { pageLanguage } from "@/lib/pages/page_language";
import { Account } from "@/lib/ui/account/account";
import { noticeOf } from "@/lib/ui/account/notice_of";
import { messages } from "@/lib/ui/messages/messages";
import type { Query } from "@/lib/ui/next_of";

export async function generateMetadata(): Promise<Metadata> {
  const { account } = messages(await pageLanguage());
  return { title: account.title, description: account.description };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const notice = await noticeOf(searchParams, await pageLanguage());
  return <Account currentCredentials={await currentCredentials()} notice={notice} />;
}
