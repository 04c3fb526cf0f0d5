"use client";

import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { useLab } from "../use_lab";
import { RecordCard } from "./record_card";
import styles from "./records.module.css";

const TABLES = ["latchkey_session", "latchkey_family", "latchkey_token"] as const;

/** The rows of the server's as they lie in the database, by table. */
export function Records() {
  const texts = useTexts(labPictureTexts);
  const { view } = useLab();
  return (
    <section className={styles.records} aria-labelledby="records">
      <h2 id="records">{texts.records}</h2>
      {TABLES.map((table) => {
        const rows = view.rows.filter((row) => row.table === table);
        return (
          <section key={table} className={styles.table} aria-labelledby={table}>
            <h3 id={table} className={styles.name}>
              <code>{table}</code>
            </h3>
            <p className={styles.meaning}>{texts.tables[table]}</p>
            {rows.length === 0 && <p className={styles.none}>{texts.noRecord}</p>}
            <ul className={styles.list}>
              {rows.map((row) => (
                <RecordCard key={row.id} row={row} />
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  );
}
