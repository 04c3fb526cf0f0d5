import type { Metadata } from "next";
import { formState } from "@/lib/pages/form_state";
import { pageLanguage } from "@/lib/pages/page_language";
import { secureCookies } from "@/lib/pages/secure_cookies";
import { signedIn } from "@/lib/pages/signed_in";
import { SignInForm } from "@/lib/ui/form/sign_in_form";
import { modePageTexts } from "@/lib/ui/messages/mode_page";
import { ModePage } from "@/lib/ui/mode_page/mode_page";
import { nextFrom, type SearchParams } from "@/lib/ui/search_params";

export async function generateMetadata(): Promise<Metadata> {
  const modePage = modePageTexts[await pageLanguage()];
  return { title: modePage.signIn.token, description: modePage.describeSignIn.token };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const language = await pageLanguage();
  const next = await nextFrom(searchParams);
  return (
    <ModePage
      language={language}
      mode="token"
      task="signin"
      next={next}
      signedIn={await signedIn()}
      secureCookies={await secureCookies()}
    >
      <SignInForm mode="token" next={next} {...(await formState(searchParams, "/jwt/signin"))} />
    </ModePage>
  );
}
