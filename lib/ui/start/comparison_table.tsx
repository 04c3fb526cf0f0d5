import type { ReactNode } from "react";
import type { Mode } from "../mode";
import styles from "./comparison_table.module.css";

type Props = {
  caption: string;
  /** What the modes are called. */
  modes: Readonly<Record<Mode, string>>;
  rows: readonly ({ readonly question: string } & Readonly<Record<Mode, ReactNode>>)[];
};

/** Both modes side by side, question by question. */
export function ComparisonTable({ caption, modes, rows }: Props) {
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{caption}</caption>
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
        {rows.map(({ question, session, token }) => (
          <tr key={question}>
            <th scope="row">{question}</th>
            <td data-mode="session" data-label={modes.session}>
              {session}
            </td>
            <td data-mode="token" data-label={modes.token}>
              {token}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
