import type { ReactNode } from "react";
import { pageLanguage } from "@/lib/pages/page_language";
import styles from "@/lib/ui/code_page/code_page.module.css";
import { FormTexts } from "@/lib/ui/form/form_texts";
import { formTexts } from "@/lib/ui/messages/form";
import { refusalTexts } from "@/lib/ui/messages/refusal";

type Props = { title: string; text: string; below?: ReactNode; children: ReactNode };

/** The page of a form that belongs to no mode. */
export async function ResetPage({ title, text, below, children }: Props) {
  const language = await pageLanguage();
  return (
    <main id="content" tabIndex={-1} className={styles.paper}>
      <h1>{title}</h1>
      <p className={styles.text}>{text}</p>
      <FormTexts texts={{ form: formTexts[language], refusal: refusalTexts[language] }}>{children}</FormTexts>
      {below !== undefined && <p className={styles.sibling}>{below}</p>}
    </main>
  );
}
