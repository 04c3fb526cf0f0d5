"use client";

import type { EventInfo } from "@/lib/pages/sign_ins";
import { DateTime } from "../account/date_time";
import { useTexts } from "../language";
import { signInsTexts } from "../messages/sign_ins";
import { WarningIcon } from "../warning_icon";
import styles from "./events.module.css";

type Texts = (typeof signInsTexts)["en"];

/** What somebody else may have done. */
const SUSPICIOUS: readonly EventInfo["event"][] = [
  "sign_in_refused",
  "refresh_token_reused",
  "password_reset_asked",
];

export function EventItem({ event }: { event: EventInfo }) {
  const texts = useTexts(signInsTexts);
  const details = [deviceOf(texts, event), event.address, countOf(texts, event)].filter(Boolean);
  const isSuspicious = SUSPICIOUS.includes(event.event) && event.facts.by == null;
  return (
    <li className={styles.item} data-suspicious={isSuspicious || undefined}>
      {isSuspicious ? <WarningIcon className={styles.icon} /> : <Dot />}
      <div className={styles.facts}>
        <p>{wordsOf(texts, event)}</p>
        {details.length > 0 && <p className={styles.detail}>{details.join(" · ")}</p>}
      </div>
      <DateTime at={event.at} />
    </li>
  );
}

function wordsOf(texts: Texts, { event, facts }: EventInfo): string {
  if (facts.by != null && isOfBoth(texts, event)) return texts.byStaff[event];
  if (event === "sign_in_refused" && facts.of === "confirmation") return texts.confirmationRefused;
  if (event === "sign_in_refused" && facts.of === "code") return texts.codeRefused;
  if (event === "sign_in_ended" && facts.which === "all") return texts.endedAll;
  if (event === "sign_in_ended" && facts.which === "others") return texts.endedOthers;
  return texts.events[event];
}

/** Whether it may be the owner or somebody else who does it. */
function isOfBoth(texts: Texts, event: EventInfo["event"]): event is keyof Texts["byStaff"] {
  return event in texts.byStaff;
}

function deviceOf(texts: Texts, { facts: { browser, system } }: EventInfo): string | null {
  if (browser == null) return null;
  return system == null ? String(browser) : texts.on(String(browser), String(system));
}

function countOf(texts: Texts, { facts: { count } }: EventInfo): string | null {
  return typeof count === "number" && count > 1 ? texts.times(count) : null;
}

function Dot() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={styles.icon}>
      <circle cx="8" cy="8" r="3" fill="currentColor" />
    </svg>
  );
}
