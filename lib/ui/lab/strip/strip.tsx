"use client";

import { useEffect, useRef } from "react";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { useLab } from "../use_lab";
import { Notch } from "./notch";
import { RequestSheet } from "./request_sheet";
import styles from "./strip.module.css";

/** All requests, oldest first, as the bit of a key; each notch opens what was sent and answered. */
export function Strip() {
  const texts = useTexts(labPictureTexts).strip;
  const { view, busy } = useLab();
  const { requests } = view;
  const shaft = useRef<HTMLOListElement>(null);
  const latest = requests.at(-1)?.id;
  // The newest is shown where they are more than the strip holds.
  useEffect(() => {
    if (latest !== undefined) shaft.current?.scrollTo({ left: shaft.current.scrollWidth });
  }, [latest]);
  return (
    <section className={styles.strip} aria-labelledby="strip">
      <div className={styles.words}>
        <h2 id="strip" className={styles.heading}>
          {texts.heading}
        </h2>
        {requests.length > 0 && <p className={styles.hint}>{texts.hint}</p>}
      </div>
      <Bow />
      {requests.length === 0 ? (
        <p className={styles.none}>{texts.none}</p>
      ) : (
        <ol ref={shaft} className={styles.shaft}>
          {requests.map((request) => (
            <li key={request.id}>
              <Notch request={request} isLatest={view.latest.includes(request.id)} />
              <RequestSheet request={request} isBusy={busy === "again"} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** The head of the key that the strip is. */
function Bow() {
  return (
    <svg viewBox="0 0 48 32" aria-hidden="true" className={styles.bow}>
      <path
        fill="currentColor"
        fillRule="evenodd"
        d="M15 0a15 15 0 0 1 14 10h3V8h4v2h12v8H36v2h-4v-2h-3A15 15 0 1 1 15 0Zm-3 8a5 5 0 1 0 3.4 8.7l7.1 1.3v-8l-7.1 1.3A5 5 0 0 0 12 8Z"
      />
    </svg>
  );
}
