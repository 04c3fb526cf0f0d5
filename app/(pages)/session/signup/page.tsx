import type { Metadata } from "next";
import { readRefusal } from "@/lib/contract/form_refusal";
import { pageLanguage } from "@/lib/pages/page_language";
import { signedIn } from "@/lib/pages/signed_in";
import { SignUpForm } from "@/lib/ui/form/sign_up_form";
import { formTexts } from "@/lib/ui/messages/form";
import { ModePage } from "@/lib/ui/mode_page/mode_page";
import { nextFrom, type SearchParams } from "@/lib/ui/search_params";

export async function generateMetadata(): Promise<Metadata> {
  const form = formTexts[await pageLanguage()];
  return { title: form.signUp.session, description: form.describeSignUp.session };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const language = await pageLanguage();
  const next = await nextFrom(searchParams);
  return (
    <ModePage language={language} mode="session" task="signup" next={next} signedIn={await signedIn()}>
      <SignUpForm mode="session" next={next} refusal={readRefusal(await searchParams)} />
    </ModePage>
  );
}
