"use client";

import { useEffect, useRef } from "react";
import type { LabKey, LabStep } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { useLab } from "../use_lab";
import { readToken } from "./jwt_spans";
import styles from "./raw_string.module.css";
import { ReadableToken } from "./readable_token";

type Props = { credential: LabKey; startsOpen: boolean };

/** On phones all are folded but what this step tells of. */
const READ_IN: LabStep = "take";

/** A credential as it is sent: a token that can be read, or a session's seal, which only the server can. */
export function RawString({ credential: { kind, raw }, startsOpen }: Props) {
  const texts = useTexts(labPictureTexts);
  const { now, step } = useLab();
  const details = useRef<HTMLDetailsElement>(null);
  const isRead = startsOpen && kind !== "session" && step === READ_IN;
  useEffect(() => {
    if (details.current !== null && matchMedia("(max-width: 40rem)").matches) details.current.open = isRead;
  }, [isRead]);
  const token = kind === "session" ? null : readToken(raw);
  return (
    <details ref={details} open={startsOpen} className={styles.details}>
      <summary>{texts.raw[kind === "session" ? "session" : "token"]}</summary>
      {token === null ? (
        <>
          <code className={styles.raw}>{raw}</code>
          <p className={styles.note}>{texts.opaque}</p>
        </>
      ) : (
        <ReadableToken raw={raw} token={token} now={now} />
      )}
    </details>
  );
}
