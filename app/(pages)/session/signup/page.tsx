import type { Metadata } from "next";
import { formState } from "@/lib/pages/form_state";
import { pageLanguage } from "@/lib/pages/page_language";
import { passwordRules } from "@/lib/pages/password_rules";
import { secureCookies } from "@/lib/pages/secure_cookies";
import { signedIn } from "@/lib/pages/signed_in";
import { SignUpForm } from "@/lib/ui/form/sign_up_form";
import { modePageTexts } from "@/lib/ui/messages/mode_page";
import { ModePage } from "@/lib/ui/mode_page/mode_page";
import { nextFrom, type SearchParams } from "@/lib/ui/search_params";

export async function generateMetadata(): Promise<Metadata> {
  const modePage = modePageTexts[await pageLanguage()];
  return { title: modePage.signUp.session, description: modePage.describeSignUp.session };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const language = await pageLanguage();
  const next = await nextFrom(searchParams);
  return (
    <ModePage
      language={language}
      mode="session"
      task="signup"
      next={next}
      signedIn={await signedIn()}
      secureCookies={await secureCookies()}
    >
      <SignUpForm
        mode="session"
        next={next}
        rules={await passwordRules()}
        {...(await formState(searchParams, "/session/signup"))}
      />
    </ModePage>
  );
}
