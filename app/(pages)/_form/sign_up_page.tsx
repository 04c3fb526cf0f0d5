import type { Metadata } from "next";
import type { ComponentProps } from "react";
import { type AccountShape, signUpFacts } from "@/lib/contract/account_shape";
import { pageShape } from "@/lib/pages/account_shape";
import { pageLanguage } from "@/lib/pages/page_language";
import { passwordRules } from "@/lib/pages/password_rules";
import { canSignUp } from "@/lib/pages/sign_up";
import { requireMode } from "@/lib/pages/site";
import buttons from "@/lib/ui/button.module.css";
import { SignUpForm } from "@/lib/ui/form/sign_up_form";
import { formTexts } from "@/lib/ui/messages/form";
import { modePageTexts } from "@/lib/ui/messages/mode_page";
import { formPage, type Mode } from "@/lib/ui/mode";
import { Notice } from "@/lib/ui/notice/notice";
import { PageLink } from "@/lib/ui/page_link";
import { nextFrom, type SearchParams } from "@/lib/ui/search_params";
import { FormPage, formMetadata, formProps } from "./form_page";

/** The title and description of a mode's sign-up. */
export async function signUpMetadata(mode: Mode): Promise<Metadata> {
  if (await canSignUp()) return formMetadata(mode, "signup");
  return { title: modePageTexts[await pageLanguage()].closed.title };
}

/** In their order on the page: what names the account, the password, the rest. A name that nobody has to give comes after the address. */
function signUpFields(shape: AccountShape): ComponentProps<typeof SignUpForm>["names"] {
  const first = shape.signUp.username === "required" ? "username" : "email";
  return [first, "password", ...signUpFacts(shape).filter((fact) => fact !== first)];
}

type Props = { mode: Mode; searchParams: SearchParams };

/** A mode's sign-up; where there is none (SIGN_UP=false), a notice that leads to its sign-in. */
export async function SignUpPage({ mode, searchParams }: Props) {
  await requireMode(mode);
  if (!(await canSignUp())) return <Closed mode={mode} searchParams={searchParams} />;
  return (
    <FormPage mode={mode} task="signup" searchParams={searchParams}>
      <SignUpForm
        {...(await formProps(mode, "signup", searchParams))}
        rules={await passwordRules()}
        names={signUpFields(await pageShape())}
        asked={(await pageShape()).signUp}
      />
    </FormPage>
  );
}

async function Closed({ mode, searchParams }: Props) {
  const language = await pageLanguage();
  const { closed } = modePageTexts[language];
  return (
    <Notice heading={closed.heading} text={closed.text}>
      <PageLink className={buttons.secondary} href={formPage(mode, "signin", await nextFrom(searchParams))}>
        {formTexts[language].signInButton}
      </PageLink>
    </Notice>
  );
}
