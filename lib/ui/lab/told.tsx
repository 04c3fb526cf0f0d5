"use client";

import { useEffect, useRef } from "react";
import type { LabRequest } from "@/lib/contract/lab";
import { useHydrated } from "../client/use_hydrated";
import type { FormFailure } from "../form/refusal_text";
import { IntlText } from "../intl_text";
import { useLanguage, useTexts } from "../language";
import { labTexts } from "../messages/lab";
import { dateTime } from "../time";
import { Refused } from "./refused";
import { useSpend } from "./steps/spent";
import { useOutcome } from "./steps/use_outcome";
import styles from "./told.module.css";
import { useLab } from "./use_lab";

/** What every act is answered with once the lab's hour has passed. */
const OVER: FormFailure = { kind: "detail", code: "not_found", wait: null };

/** What the last act of the step has done, in words, or why it was refused. */
export function Told() {
  const language = useLanguage();
  const { view, isDoneHere, realNow, failure: said } = useLab();
  const failure = realNow < view.endsAt ? said : OVER;
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (said !== null) alert.current?.scrollIntoView({ block: "nearest" });
  }, [said]);
  // Those are told by the step's panel, too.
  const isThiefs = view.requests.some(({ id, holder }) => holder === "thief" && view.latest.includes(id));
  const act = view.latestAct;
  const isShown = act !== "knock" && act !== "bend" && !(act === "refresh" && isThiefs);
  return (
    <>
      {failure !== null && !isOfField(failure) && (
        <div ref={alert}>
          <Refused language={language} refused={failure} />
        </div>
      )}
      <p role="status" className={isShown ? styles.told : "visually-hidden"}>
        {/* A new element is announced, also where it says the same again. */}
        <span key={view.version}>{isDoneHere && <Done />}</span>
      </p>
    </>
  );
}

function Done() {
  const language = useLanguage();
  const lab = useTexts(labTexts);
  const hydrated = useHydrated();
  const { view, step } = useLab();
  const { sentence } = useOutcome();
  const spent = useSpend();
  const done = view.latestAct;
  const requests = view.requests.filter(({ id }) => view.latest.includes(id));
  if (done === "wait") {
    return <IntlText>{lab.waited(dateTime(language, view.now, hydrated ? "local" : "utc"))}</IntlText>;
  }
  const isOwn = requests.every(({ holder }) => holder === "you");
  // The names of refresh tokens are those of a later step.
  if (done === "refresh" && isOwn && step !== "time") return spent.sentence;
  const whole = done === null || requests.some(isRefused) ? undefined : lab.done[done];
  return whole ?? requests.map((request) => sentence(request)).join(" ");
}

function isRefused({ status }: LabRequest): boolean {
  return status >= 400;
}

/** Said under its field: that of a payload. */
function isOfField(failure: FormFailure): boolean {
  return failure.kind === "fields" && Object.hasOwn(failure.fields, "payload");
}
