import type { Metadata } from "next";
import type { ReactNode } from "react";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";
import { isAbsolute, type Redirects, safeNext } from "@/lib/contract/next_path";
import { hasOpenedLink } from "@/lib/pages/email_verification";
import { formState } from "@/lib/pages/form_state";
import { pageLanguage } from "@/lib/pages/page_language";
import { pageRedirects } from "@/lib/pages/redirects";
import { Alert } from "@/lib/ui/alert";
import { ConfirmAddress } from "@/lib/ui/email_page/confirm_address";
import { EnterCode } from "@/lib/ui/email_page/enter_code";
import { Verified } from "@/lib/ui/email_page/verified";
import { FormAlert } from "@/lib/ui/form/form_alert";
import { FormTexts } from "@/lib/ui/form/form_texts";
import { fieldText } from "@/lib/ui/form/refusal_text";
import { emailPageTexts } from "@/lib/ui/messages/email_page";
import { formTexts } from "@/lib/ui/messages/form";
import { refusalTexts } from "@/lib/ui/messages/refusal";
import { verifyPage } from "@/lib/ui/mode";
import { destinationFrom, type SearchParams } from "@/lib/ui/search_params";
import shortPage from "@/lib/ui/short_page.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: emailPageTexts[await pageLanguage()].title, robots: { index: false } };
}

/** Where a mailed link leads, and a sign-in whose account has no verified address yet. */
export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const language = await pageLanguage();
  const { verified, sent } = await searchParams;
  const { refusal } = await formState(searchParams, verifyPage());
  const next = afterThisPage(await destinationFrom(searchParams), await pageRedirects());
  const props = { texts: emailPageTexts[language], next };
  const problems = refusal?.kind === "fields" ? refusal.fields : {};
  const wasUsed = problems.key?.some(({ key }) => key === "link_used") ?? false;
  return (
    <main id="content" tabIndex={-1} className={shortPage.paper}>
      <FormTexts texts={{ form: formTexts[language], refusal: refusalTexts[language] }}>
        {wasUsed || (verified !== undefined && refusal === null) ? (
          <Verified {...props} wasUsed={wasUsed} />
        ) : refusal === null && sent === undefined && (await hasOpenedLink()) ? (
          <ConfirmAddress {...props} />
        ) : (
          <EnterCode
            {...props}
            sent={sent !== undefined && refusal === null}
            error={problems.code && fieldText(language, refusalTexts[language], "code", problems.code)}
            alert={alertOf(language, refusal)}
          />
        )}
      </FormTexts>
    </main>
  );
}

/** After a refusal, `next` is what the form's address had: this page, with its own `next`. */
function afterThisPage(next: string, redirects: Redirects): string {
  if (isAbsolute(next)) return next;
  const { pathname, searchParams } = new URL(next, "https://here.invalid");
  return pathname === verifyPage() ? safeNext(searchParams.get("next") ?? undefined, redirects) : next;
}

/** What is wrong with a link, or with none of the fields. */
function alertOf(language: Language, refusal: FormRefusal | null): ReactNode {
  if (refusal?.kind === "detail") return <FormAlert failure={refusal} />;
  const problems = refusal?.fields.key;
  return problems && <Alert>{fieldText(language, refusalTexts[language], "code", problems)}</Alert>;
}
