import type { Metadata } from "next";
import { RESET_PAGES } from "@/lib/contract/reset_pages";
import { formState } from "@/lib/pages/form_state";
import { pageLanguage } from "@/lib/pages/page_language";
import { passwordRules } from "@/lib/pages/password_rules";
import { canResetPassword, linkedUser } from "@/lib/pages/reset_link";
import buttons from "@/lib/ui/button.module.css";
import { passwordResetTexts } from "@/lib/ui/messages/password_reset";
import { worded } from "@/lib/ui/messages/wording";
import { Notice } from "@/lib/ui/notice/notice";
import { PageLink } from "@/lib/ui/page_link";
import { NewPasswordForm } from "@/lib/ui/password_reset/new_password_form";
import type { SearchParams } from "@/lib/ui/search_params";
import { ResetPage } from "../../_form/reset_page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: passwordResetTexts[await pageLanguage()].set.title, robots: { index: false } };
}

/** Where the link of a mail leads: the form for the new password, or that the link does not work. */
export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const language = await pageLanguage();
  const { set } = passwordResetTexts[language];
  const user = await linkedUser();
  const { refusal } = await formState(searchParams, RESET_PAGES.set);
  const isRefused = refusal?.kind === "fields" && refusal.fields.token !== undefined;
  if (user === null || isRefused) return <InvalidLink />;
  return (
    <ResetPage title={set.title} text={worded(language, set.text, { value: user.username })}>
      <NewPasswordForm
        user={user}
        rules={await passwordRules()}
        refusal={refusal}
        label={set.label}
        button={set.button}
        busyText={set.saving}
      />
    </ResetPage>
  );
}

async function InvalidLink() {
  const { invalid } = passwordResetTexts[await pageLanguage()];
  return (
    <Notice heading={invalid.title} text={invalid.text}>
      {(await canResetPassword()) && (
        <PageLink className={buttons.secondary} href={RESET_PAGES.ask}>
          {invalid.again}
        </PageLink>
      )}
    </Notice>
  );
}
