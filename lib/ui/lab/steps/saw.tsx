"use client";

import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { labSawTexts } from "../../messages/lab_saw";
import { modesTexts } from "../../messages/modes";
import { startTexts } from "../../messages/start";
import { PageLink } from "../../page_link";
import comparison from "../../start/comparison.module.css";
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
  return (
    <>
      <StepPanel heading={lab.steps.saw} text={<p>{saw.lead}</p>}>
        {null}
      </StepPanel>
      <table className={comparison.table}>
        <caption className="visually-hidden">{saw.caption}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col" data-mode="session">
              {modes.session}
            </th>
            <th scope="col" data-mode="token">
              {modes.token}
            </th>
          </tr>
        </thead>
        <tbody>
          {start.comparison.rows.map(({ question }, index) => (
            <tr key={question}>
              <th scope="row">{question}</th>
              <td data-mode="session" data-label={modes.session}>
                <Cell result={results[index]?.session} />
              </td>
              <td data-mode="token" data-label={modes.token}>
                <Cell result={results[index]?.token} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
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
