"use client";

import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { labSawTexts } from "../../messages/lab_saw";
import { modesTexts } from "../../messages/modes";
import { startTexts } from "../../messages/start";
import { PageLink } from "../../page_link";
import { ComparisonTable } from "../../start/comparison_table";
import { stepPath } from "../paths";
import { useClock } from "../use_clock";
import { useLab } from "../use_lab";
import { Questions } from "./questions";
import { type Result, resultsOf } from "./results";
import styles from "./saw.module.css";
import { StepPanel } from "./step_panel";

/** The start page's comparison, filled with the visitor's own results, and the questions that they can answer now. */
export function Saw() {
  const language = useLanguage();
  const lab = useTexts(labTexts);
  const saw = useTexts(labSawTexts);
  const modes = useTexts(modesTexts);
  const start = useTexts(startTexts);
  const clock = useClock();
  const { view, now } = useLab();
  const results = resultsOf(view, { language, texts: saw, clock, now });
  const rows = start.comparison.rows.map(({ question }, index) => ({
    question,
    session: <Cell result={results[index]?.session} />,
    token: <Cell result={results[index]?.token} />,
  }));
  return (
    <>
      <StepPanel
        heading={lab.steps.saw}
        text={
          <p>
            {saw.lead} <PageLink href="/">{saw.home}</PageLink>
          </p>
        }
      >
        {null}
      </StepPanel>
      <ComparisonTable caption={saw.caption} modes={modes} rows={rows} />
      <Questions />
    </>
  );
}

function Cell({ result }: { result: Result | undefined }) {
  const lab = useTexts(labTexts);
  const saw = useTexts(labSawTexts);
  if (result === undefined) return null;
  if ("step" in result) {
    return (
      <span className={styles.untried}>
        {saw.untried} <PageLink href={stepPath(result.step)}>{lab.steps[result.step]}</PageLink>
      </span>
    );
  }
  return <IntlText>{result.sentences.join(" ")}</IntlText>;
}
