import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RESET_PAGES } from "@/lib/contract/reset_pages";
import { formState } from "@/lib/pages/form_state";
import { pageLanguage } from "@/lib/pages/page_language";
import { canResetPassword } from "@/lib/pages/reset_link";
import { pageSite } from "@/lib/pages/site";
import { passwordResetTexts } from "@/lib/ui/messages/password_reset";
import { formPage } from "@/lib/ui/mode";
import { PageLink } from "@/lib/ui/page_link";
import { AskForm } from "@/lib/ui/password_reset/ask_form";
import type { SearchParams } from "@/lib/ui/search_params";
import { ResetPage } from "../_form/reset_page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: passwordResetTexts[await pageLanguage()].ask.title };
}

/** Asks for the address of an account whose password is forgotten. */
export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  if (!(await canResetPassword())) notFound();
  const { modes } = await pageSite();
  const { ask } = passwordResetTexts[await pageLanguage()];
  const back = (
    <>
      {ask.back} <PageLink href={formPage(modes[0], "signin")}>{ask.backLink}</PageLink>
    </>
  );
  return (
    <ResetPage title={ask.title} text={ask.text} below={back}>
      <AskForm
        {...(await formState(searchParams, RESET_PAGES.ask))}
        button={ask.button}
        busyText={ask.sending}
      />
    </ResetPage>
  );
}
