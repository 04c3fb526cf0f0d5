import type { Metadata } from "next";
import { formState } from "@/lib/pages/form_state";
import { pageLanguage } from "@/lib/pages/page_language";
import { requireMode } from "@/lib/pages/site";
import { CodeForm } from "@/lib/ui/code_page/code_form";
import { FormTexts } from "@/lib/ui/form/form_texts";
import { codeTexts } from "@/lib/ui/messages/code";
import { formTexts } from "@/lib/ui/messages/form";
import { refusalTexts } from "@/lib/ui/messages/refusal";
import { formPage, type Mode } from "@/lib/ui/mode";
import { PageLink } from "@/lib/ui/page_link";
import { destinationFrom, nextFrom, type SearchParams } from "@/lib/ui/search_params";
import shortPage from "@/lib/ui/short_page.module.css";

export async function codeMetadata(): Promise<Metadata> {
  return { title: codeTexts[await pageLanguage()].title, robots: { index: false } };
}

/** Where a sign-in leads whose account has a second factor: asks for the code of the app, or for a recovery code. */
export async function CodePage({ mode, searchParams }: { mode: Mode; searchParams: SearchParams }) {
  await requireMode(mode);
  const language = await pageLanguage();
  const code = codeTexts[language];
  const next = await nextFrom(searchParams);
  const { refusal } = await formState(searchParams, formPage(mode, "totp"));
  return (
    <main id="content" tabIndex={-1} className={shortPage.paper}>
      <h1>{code.title}</h1>
      <p className={shortPage.text}>{code.text}</p>
      <FormTexts texts={{ form: formTexts[language], refusal: refusalTexts[language] }}>
        <CodeForm
          mode={mode}
          next={next}
          destination={await destinationFrom(searchParams)}
          refusal={refusal}
          label={code.label}
          hint={code.hint}
        />
      </FormTexts>
      <p className={shortPage.sibling}>
        {code.startAgain} <PageLink href={formPage(mode, "signin", next)}>{code.startAgainLink}</PageLink>
      </p>
    </main>
  );
}
