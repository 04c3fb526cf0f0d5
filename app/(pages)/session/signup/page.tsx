import { passwordRules } from "@/lib/pages/password_rules";
import { SignUpForm } from "@/lib/ui/form/sign_up_form";
import type { SearchParams } from "@/lib/ui/search_params";
import { FormPage, formMetadata, formProps } from "../../_form/form_page";

export const generateMetadata = () => formMetadata("session", "signup");

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  return (
    <FormPage mode="session" task="signup" searchParams={searchParams}>
      <SignUpForm {...(await formProps("session", "signup", searchParams))} rules={await passwordRules()} />
    </FormPage>
  );
}
