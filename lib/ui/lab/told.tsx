"use client";

import { useState } from "react";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { LabRequest } from "@/lib/contract/lab";
import { useHydrated } from "../client/use_hydrated";
import { IntlText } from "../intl_text";
import { useLanguage, useTexts } from "../language";
import { labTexts } from "../messages/lab";
import { dateTime } from "../time";
import { Refused } from "./refused";
import { useSpend } from "./steps/spent";
import { useOutcome } from "./steps/use_outcome";
import styles from "./told.module.css";
import { useLab } from "./use_lab";

/** What the last act has done, in words, or why it was refused. */
export function Told({ refusal }: { refusal: FormRefusal | null }) {
  const language = useLanguage();
  const { view, failure } = useLab();
  const [first] = useState(view);
  const refused = failure ?? (view === first ? refusal : null);
  return (
    <>
      {refused !== null && <Refused language={language} refused={refused} />}
      <p role="status" className={styles.told}>
        <Done />
      </p>
    </>
  );
}

function Done() {
  const language = useLanguage();
  const lab = useTexts(labTexts);
  const hydrated = useHydrated();
  const { view } = useLab();
  const { sentence } = useOutcome();
  const spent = useSpend();
  const done = view.latestAct;
  const requests = view.requests.filter(({ id }) => view.latest.includes(id));
  if (done === "wait") {
    return <IntlText>{lab.waited(dateTime(language, view.now, hydrated ? "local" : "utc"))}</IntlText>;
  }
  const isOwn = requests.every(({ holder }) => holder === "you");
  if (done === "refresh" && isOwn) return spent.sentence;
  const whole = done === null || requests.some(isRefused) ? undefined : lab.done[done];
  return whole ?? requests.map((request) => sentence(request)).join(" ");
}

function isRefused({ status }: LabRequest): boolean {
  return status >= 400;
}
