"use client";

import type { LabView } from "@/lib/contract/lab";
import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labSawTexts } from "../../messages/lab_saw";
import { duration, upTo } from "../../time";
import { useClock } from "../use_clock";
import { useLab } from "../use_lab";
import { lifetime } from "./lifetime";
import { bentSentence, longerAtNeighbour, type Words } from "./results";
import styles from "./saw.module.css";

/** What a visitor should be able to answer now, each with its answer and their own figures. */
export function Questions() {
  const language = useLanguage();
  const saw = useTexts(labSawTexts);
  const clock = useClock();
  const { view, now } = useLab();
  const figures = figuresOf(view, { language, texts: saw, clock, now });
  return (
    <section aria-labelledby="questions" className={styles.questions}>
      <h2 id="questions">{saw.questions}</h2>
      <p>{saw.questionsText}</p>
      <ol className={styles.list}>
        {saw.asked.map((asked, index) => (
          <li key={asked.question} className={styles.item}>
            <p className={styles.question} id={`question-${index}`}>
              {asked.question}
            </p>
            <details>
              <summary className={styles.summary} aria-describedby={`question-${index}`}>
                {saw.answer}
              </summary>
              <div className={styles.answer}>
                <p>{asked.answer}</p>
                <Figures sentences={figures[index] ?? []} />
              </div>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Figures({ sentences }: { sentences: readonly string[] }) {
  const saw = useTexts(labSawTexts);
  if (sentences.length === 0) return null;
  return (
    <p className={styles.yours}>
      <strong>{saw.yours}</strong> <IntlText>{sentences.join(" ")}</IntlText>
    </p>
  );
}

/** The visitor's own figures for each question. */
function figuresOf(view: LabView, words: Words): readonly (readonly string[])[] {
  const { language, texts, clock } = words;
  const { figures } = texts;
  const { signOut, reads, bent, twice } = view.findings;
  const longer = signOut && longerAtNeighbour(signOut);
  const access = view.keys.filter(({ kind }) => kind === "access").at(-1);
  const atMost = access === undefined ? [] : [figures.atMost(duration(language, lifetime(access)))];
  return [
    longer === null ? atMost : [figures.longer(duration(language, longer))],
    [
      ...(reads.neighbour === null ? [] : [figures.read]),
      ...[bentSentence(bent, words)].filter((sentence) => sentence !== null),
    ],
    [
      figures.grace(upTo(language, view.gracePeriod * 1_000)),
      ...(twice?.gotSameSuccessor ? [figures.same] : []),
      ...(twice?.fellAt == null ? [] : [figures.fell(clock(twice.fellAt))]),
    ],
  ];
}
