"use client";

import type { LabKey } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { useLab } from "../use_lab";
import { Chain } from "./chain";
import { readToken } from "./jwt_spans";
import styles from "./key_tag.module.css";
import { useMarkedRow } from "./marked_row";
import { RawString } from "./raw_string";
import { SmallRing } from "./small_ring";
import { StateWord } from "./state_word";
import { modeOf, type RowName, rowAnchor, rowOf, shortName, tagState } from "./tags";

/** A credential as a key tag on its hook. */
export function KeyTag({ credential }: { credential: LabKey }) {
  const texts = useTexts(labPictureTexts);
  const { view, now } = useLab();
  const { id, kind } = credential;
  const row = rowOf(credential);
  const state = tagState(credential, view.rows, now);
  const mode = modeOf(credential);
  const marking = useMarkedRow(row);
  return (
    <article
      className={styles.tag}
      data-mode={mode}
      data-empty={state !== "live"}
      aria-labelledby={`tag-${id}`}
      {...marking}
    >
      <header className={styles.head}>
        <h4 id={`tag-${id}`} className={styles.kind}>
          {texts.kinds[kind]}
        </h4>
        <StateWord state={state} />
      </header>
      <p className={styles.sent}>
        <Carrier credential={credential} />
        {credential.copyOf !== null && <span className={styles.copy}>{texts.copied}</span>}
      </p>
      {(kind !== "session" || row !== null) && (
        <SmallRing {...lifetime(credential, view.sessionAge)} now={now} />
      )}
      <p className={styles.note}>
        {row !== null ? <RowLink row={row} /> : state === "expired" ? texts.expired : texts.gone[kind]}
      </p>
      <Chain credential={credential} />
      <RawString credential={credential} startsOpen={credential.copyOf === null && kind !== "refresh"} />
    </article>
  );
}

function RowLink({ row }: { row: RowName }) {
  const texts = useTexts(labPictureTexts);
  return (
    <>
      {texts.leadsTo}{" "}
      <a href={`#${rowAnchor(row)}`} className={styles.row}>
        {shortName(row)}
      </a>
    </>
  );
}

/** Where it travels in a request. */
function Carrier({ credential: { cookie, kind } }: { credential: LabKey }) {
  const texts = useTexts(labPictureTexts);
  if (cookie === null) return kind === "refresh" ? texts.inBody : <code>Authorization: Bearer</code>;
  return (
    <>
      {texts.cookie} <code>{cookie}</code>
    </>
  );
}

/** When it began and when it ends: a session began anew at its last use, a token says when it was made. */
function lifetime({ kind, raw, takenAt, expiresAt }: LabKey, sessionAge: number) {
  if (kind === "session") return { from: expiresAt - sessionAge * 1_000, to: expiresAt };
  const issuedAt = readToken(raw)?.payload.find(({ name }) => name === "iat")?.value;
  return { from: issuedAt === undefined ? takenAt : Number(issuedAt) * 1_000, to: expiresAt };
}
