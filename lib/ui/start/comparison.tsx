import type { Language } from "@/lib/contract/language";
import { modesTexts } from "../messages/modes";
import { startTexts } from "../messages/start";
import { PageLink } from "../page_link";
import styles from "./comparison.module.css";

type Props = { language: Language; hasLab: boolean };

export function Comparison({ language, hasLab }: Props) {
  const start = startTexts[language];
  const modes = modesTexts[language];
  return (
    <section aria-labelledby="comparison">
      <h2 id="comparison">{start.comparison.heading}</h2>
      <table className={styles.table}>
        <caption className="visually-hidden">{start.comparison.caption}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col" data-mode="session">
              {modes.session}
            </th>
            <th scope="col" data-mode="token">
              {modes.token}
            </th>
          </tr>
        </thead>
        <tbody>
          {start.comparison.rows.map((row) => (
            <tr key={row.question}>
              <th scope="row">{row.question}</th>
              <td data-mode="session" data-label={modes.session}>
                {row.session}
              </td>
              <td data-mode="token" data-label={modes.token}>
                {row.token}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasLab && (
        <p className={styles.lab}>
          {start.comparison.lab} <PageLink href="/lab">{start.comparison.toLab}</PageLink>
        </p>
      )}
    </section>
  );
}
