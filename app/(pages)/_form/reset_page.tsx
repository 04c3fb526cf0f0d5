import type { ReactNode } from "react";
import { pageLanguage } from "@/lib/pages/page_language";
import { FormTexts } from "@/lib/ui/form/form_texts";
import { formTexts } from "@/lib/ui/messages/form";
import { refusalTexts } from "@/lib/ui/messages/refusal";
import shortPage from "@/lib/ui/short_page.module.css";

type Props = { title: string; text: string; below?: ReactNode; children: ReactNode };

/** The page of a form that belongs to no mode. */
export async function ResetPage({ title, text, below, children }: Props) {
  const language = await pageLanguage();
  return (
    <main id="content" tabIndex={-1} className={shortPage.paper}>
      <h1>{title}</h1>
      <p className={shortPage.text}>{text}</p>
      <FormTexts texts={{ form: formTexts[language], refusal: refusalTexts[language] }}>{children}</FormTexts>
      {below !== undefined && <p className={shortPage.sibling}>{below}</p>}
    </main>
  );
}
