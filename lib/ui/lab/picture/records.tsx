"use client";

import type { LabRow } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { useLab } from "../use_lab";
import { RecordCard } from "./record_card";
import styles from "./records.module.css";
import { sortedOut } from "./tags";

const TABLES = ["latchkey_session", "latchkey_family", "latchkey_token"] as const;

/** The rows of the server's as they lie in the database, by table. */
export function Records() {
  const texts = useTexts(labPictureTexts);
  const { view } = useLab();
  const { shown, over } = sortedOut(view.rows);
  return (
    <section className={styles.records} aria-labelledby="records">
      <h2 id="records">{texts.records}</h2>
      {TABLES.map((table) => {
        const of = (rows: readonly LabRow[]) => rows.filter((row) => row.table === table);
        return <Table key={table} table={table} shown={of(shown)} over={of(over)} />;
      })}
    </section>
  );
}

type Props = { table: LabRow["table"]; shown: readonly LabRow[]; over: readonly LabRow[] };

function Table({ table, shown, over }: Props) {
  const texts = useTexts(labPictureTexts);
  return (
    <section className={styles.table} data-table={table} aria-labelledby={table}>
      <h3 id={table} className={styles.name}>
        <code>{table}</code>
      </h3>
      <p className={styles.meaning}>{texts.tables[table]}</p>
      {shown.length === 0 ? <p className={styles.none}>{texts.noRecord}</p> : <Rows rows={shown} />}
      {over.length > 0 && (
        <details className={styles.over}>
          <summary>{texts.over(over.length)}</summary>
          <Rows rows={over} />
        </details>
      )}
    </section>
  );
}

function Rows({ rows }: { rows: readonly LabRow[] }) {
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <RecordCard key={row.id} row={row} />
      ))}
    </ul>
  );
}
