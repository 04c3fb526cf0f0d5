import type { Metadata } from "next";
import { factsOf } from "@/lib/contract/account_shape";
import { accountDeletion } from "@/lib/pages/account_deletion";
import { pageShape } from "@/lib/pages/account_shape";
import { currentEmail } from "@/lib/pages/email_verification";
import { formState } from "@/lib/pages/form_state";
import { pageLanguage } from "@/lib/pages/page_language";
import { passwordRules } from "@/lib/pages/password_rules";
import { secondFactor } from "@/lib/pages/second_factor";
import { UserHeading } from "@/lib/ui/account/user_heading";
import { ACCOUNT_PAGES } from "@/lib/ui/account_pages";
import { EmailNote } from "@/lib/ui/email_page/email_note";
import { FormTexts } from "@/lib/ui/form/form_texts";
import { accountTexts } from "@/lib/ui/messages/account";
import { emailPageTexts } from "@/lib/ui/messages/email_page";
import { formTexts } from "@/lib/ui/messages/form";
import { refusalTexts } from "@/lib/ui/messages/refusal";
import { openedFirst } from "@/lib/ui/profile/opened";
import { Profile } from "@/lib/ui/profile/profile";
import type { SearchParams } from "@/lib/ui/search_params";
import { AccountPage } from "./_frame/account_page";

export async function generateMetadata(): Promise<Metadata> {
  const account = accountTexts[await pageLanguage()];
  return { title: account.title, description: account.description };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const language = await pageLanguage();
  const { edit, confirmed } = await searchParams;
  const state = await formState(searchParams, ACCOUNT_PAGES.profile, confirmed !== undefined);
  return (
    <AccountPage searchParams={searchParams}>
      <UserHeading of="endpoints" />
      <FormTexts texts={{ form: formTexts[language], refusal: refusalTexts[language] }}>
        <EmailNote texts={emailPageTexts[language]} state={await currentEmail()} />
        <Profile
          {...state}
          rules={await passwordRules()}
          secondFactor={await secondFactor()}
          opened={openedFirst(edit, state.refusal, state.typed)}
          confirmed={confirmed !== undefined}
          deletion={await accountDeletion()}
          facts={factsOf(await pageShape())}
        />
      </FormTexts>
    </AccountPage>
  );
}
