import type { Metadata } from "next";
import { readLinkedRefusal } from "@/lib/contract/linked_refusal";
import { pageLanguage } from "@/lib/pages/page_language";
import { currentEvents, currentSignIns } from "@/lib/pages/sign_ins";
import { FormTexts } from "@/lib/ui/form/form_texts";
import { formTexts } from "@/lib/ui/messages/form";
import { refusalTexts } from "@/lib/ui/messages/refusal";
import { signInsTexts } from "@/lib/ui/messages/sign_ins";
import type { SearchParams } from "@/lib/ui/search_params";
import { Events } from "@/lib/ui/sign_ins/events";
import { SignIns } from "@/lib/ui/sign_ins/sign_ins";
import { AccountPage } from "../_frame/account_page";

export async function generateMetadata(): Promise<Metadata> {
  const signIns = signInsTexts[await pageLanguage()];
  return { title: signIns.title, description: signIns.description };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const language = await pageLanguage();
  return (
    <AccountPage searchParams={searchParams}>
      <FormTexts texts={{ form: formTexts[language], refusal: refusalTexts[language] }}>
        <SignIns signIns={await currentSignIns()} refusal={readLinkedRefusal(await searchParams)} />
        <Events events={await currentEvents()} />
      </FormTexts>
    </AccountPage>
  );
}
