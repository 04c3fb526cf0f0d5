"use client";

import type { EventInfo } from "@/lib/pages/sign_ins";
import { useTexts } from "../language";
import { signInsTexts } from "../messages/sign_ins";
import { EventItem } from "./event_item";
import styles from "./events.module.css";

/** How many are shown without asking for more. */
const FIRST = 10;

/** What has happened to the account lately. */
export function Events({ events }: { events: readonly EventInfo[] }) {
  const texts = useTexts(signInsTexts);
  const [latest, older] = [events.slice(0, FIRST), events.slice(FIRST)];
  return (
    <section aria-labelledby="events">
      <h2 id="events">{texts.happened}</h2>
      <p className={styles.text}>{events.length === 0 ? texts.nothingHappened : texts.happenedText}</p>
      {latest.length > 0 && <List events={latest} />}
      {older.length > 0 && (
        <details className={styles.older}>
          <summary className={styles.summary}>{texts.older(older.length)}</summary>
          <List events={older} />
        </details>
      )}
    </section>
  );
}

function List({ events }: { events: readonly EventInfo[] }) {
  return (
    <ol className={styles.list}>
      {events.map((event) => (
        <EventItem key={event.id} event={event} />
      ))}
    </ol>
  );
}
