"use client";

import { type ReactNode, useState } from "react";
import { useHydrated } from "../../client/use_hydrated";
import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { relativeTime } from "../../time";
import type { Member, ReadableToken as Token } from "./jwt_spans";
import styles from "./readable_token.module.css";

type Props = { raw: string; token: Token; now: number };

const TIMES = ["exp", "iat", "nbf"];

/** A raw JWT in three inks, and what it says; a claim that is pointed at is marked in the raw token. */
export function ReadableToken({ raw, token, now }: Props) {
  const texts = useTexts(labPictureTexts);
  const [marked, setMarked] = useState<Member | null>(null);
  const { payloadStart, signatureStart } = token;
  const ink = (start: number, end: number) => <Ink raw={raw} start={start} end={end} marked={marked} />;
  const claims = (name: string, members: readonly Member[]) => (
    <Claims name={name} members={members} marked={marked} onMark={setMarked} now={now} />
  );
  return (
    <div className={styles.token}>
      <code className={styles.raw}>
        <span className={styles.header}>{ink(0, payloadStart - 1)}</span>.
        <span className={styles.payload}>{ink(payloadStart, signatureStart - 1)}</span>.
        <span className={styles.signature}>{raw.slice(signatureStart)}</span>
      </code>
      <ul className={styles.inks}>
        <li className={styles.header}>{texts.parts.header}</li>
        <li className={styles.payload}>{texts.parts.payload}</li>
        <li className={styles.signature}>{texts.parts.signature}</li>
      </ul>
      {claims(texts.parts.header, token.header)}
      {claims(texts.parts.payload, token.payload)}
    </div>
  );
}

function Ink({
  raw,
  start,
  end,
  marked,
}: {
  raw: string;
  start: number;
  end: number;
  marked: Member | null;
}) {
  if (marked === null || marked.start < start || marked.end > end) return raw.slice(start, end);
  return (
    <>
      {raw.slice(start, marked.start)}
      <mark className={styles.mark}>{raw.slice(marked.start, marked.end)}</mark>
      {raw.slice(marked.end, end)}
    </>
  );
}

type ClaimsProps = {
  name: string;
  members: readonly Member[];
  marked: Member | null;
  onMark: (member: Member | null) => void;
  now: number;
};

function Claims({ name, members, marked, onMark, now }: ClaimsProps) {
  const language = useLanguage();
  const texts = useTexts(labPictureTexts);
  const names: Readonly<Record<string, string>> = texts.names;
  return (
    <dl className={styles.claims} aria-label={name}>
      {members.map((member) => {
        const { name, value } = member;
        return (
          <div
            key={member.start}
            data-marked={marked?.start === member.start}
            onPointerEnter={() => onMark(member)}
            onPointerLeave={() => onMark(null)}
          >
            <dt>
              <ClaimName onMark={(on) => onMark(on ? member : null)}>{name}</ClaimName>
            </dt>
            <dd>
              <code>{value}</code>{" "}
              {TIMES.includes(name) && (
                <IntlText className={styles.meaning}>
                  {relativeTime(language, Number(value) * 1_000 - now)}
                </IntlText>
              )}
              {names[name] !== undefined && <span className={styles.meaning}>{names[name]}</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** A button, where scripts can mark what it names. */
function ClaimName({ onMark, children }: { onMark: (on: boolean) => void; children: ReactNode }) {
  const hydrated = useHydrated();
  if (!hydrated) return <code>{children}</code>;
  return (
    <button
      type="button"
      className={styles.name}
      onFocus={() => onMark(true)}
      onBlur={() => onMark(false)}
      onClick={() => onMark(true)}
    >
      <code>{children}</code>
    </button>
  );
}
