import type { Metadata } from "next";
import { credentialsInHand } from "@/lib/pages/credentials_in_hand";
import { pageLanguage } from "@/lib/pages/page_language";
import { Account } from "@/lib/ui/account/account";
import { messages } from "@/lib/ui/messages/messages";

export async function generateMetadata(): Promise<Metadata> {
  const { account } = messages(await pageLanguage());
  return { title: account.title, description: account.description };
}

export default async function Page() {
  return <Account held={await credentialsInHand()} />;
}
