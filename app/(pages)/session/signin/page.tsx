import { signInField } from "@/lib/contract/account_shape";
import { pageShape } from "@/lib/pages/account_shape";
import { SignInForm } from "@/lib/ui/form/sign_in_form";
import type { SearchParams } from "@/lib/ui/search_params";
import { FormPage, formMetadata, formProps } from "../../_form/form_page";

export const generateMetadata = () => formMetadata("session", "signin");

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  return (
    <FormPage mode="session" task="signin" searchParams={searchParams}>
      <SignInForm
        {...(await formProps("session", "signin", searchParams))}
        name={signInField(await pageShape())}
      />
    </FormPage>
  );
}
