"use client";

import type { LabRow } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { useMarkedRow } from "./marked_row";
import styles from "./record_card.module.css";
import { StateWord } from "./state_word";
import { rowAnchor, shortId, shortName } from "./tags";

/** The columns that say most: whose it is, when it ends, whether it has ended. */
const TELLING: Readonly<Record<LabRow["table"], readonly string[]>> = {
  latchkey_session: ["user_key", "last_used_at", "expires_at"],
  latchkey_family: ["user_key", "ended_at", "expires_at"],
  latchkey_token: ["family_id", "successor_jti", "blacklisted_at"],
};

/** A row: its id and what it says, then all of its columns. */
export function RecordCard({ row }: { row: LabRow }) {
  const texts = useTexts(labPictureTexts);
  const { "data-marked": isMarked, ...marking } = useMarkedRow(row);
  const telling = TELLING[row.table].filter((name) => name in row.columns);
  return (
    <li
      id={rowAnchor(row)}
      className={styles.row}
      data-marked={isMarked}
      data-over={row.state !== "live"}
      {...marking}
    >
      <p className={styles.head}>
        <code className={styles.id}>{shortName(row)}</code>
        <StateWord state={row.state} />
      </p>
      <Columns row={row} names={telling} short />
      <details className={styles.all}>
        <summary>{texts.allColumns}</summary>
        <Columns row={row} names={Object.keys(row.columns)} />
      </details>
    </li>
  );
}

function Columns({ row, names, short = false }: { row: LabRow; names: readonly string[]; short?: boolean }) {
  const texts = useTexts(labPictureTexts);
  const meanings: Readonly<Record<string, string>> = texts.names;
  return (
    <dl className={styles.columns}>
      {names.map((name) => (
        <div key={name}>
          <dt>
            <code>{name}</code>{" "}
            {meanings[name] !== undefined && <span className={styles.meaning}>{meanings[name]}</span>}
          </dt>
          <dd>
            <code>{shown(row.columns[name], short)}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** @param short an id by its first characters, a time to the second */
function shown(value: string | number | null | undefined, short: boolean): string {
  if (value === null || value === undefined) return "NULL";
  const text = String(value);
  if (!short) return text;
  return /^[\da-f-]{32,}$/.test(text) ? shortId(text) : text.replace(/^(\d{4}-.{14})\.\d+.*$/, "$1");
}
