import type { Language } from "@/lib/contract/language";
import { modesTexts } from "../messages/modes";
import { startTexts } from "../messages/start";
import { PageLink } from "../page_link";
import styles from "./comparison.module.css";
import { ComparisonTable } from "./comparison_table";

type Props = { language: Language; hasLab: boolean };

export function Comparison({ language, hasLab }: Props) {
  const start = startTexts[language];
  return (
    <section aria-labelledby="comparison">
      <h2 id="comparison">{start.comparison.heading}</h2>
      <ComparisonTable
        caption={start.comparison.caption}
        modes={modesTexts[language]}
        rows={start.comparison.rows}
      />
      {hasLab && (
        <p className={styles.lab}>
          {start.comparison.lab} <PageLink href="/lab">{start.comparison.toLab}</PageLink>
        </p>
      )}
    </section>
  );
}
