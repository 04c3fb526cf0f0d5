"use client";

import { useState } from "react";
import { LAB_SETTINGS, type LabSettingName } from "@/lib/contract/lab";
import buttons from "../../button.module.css";
import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { labReadingTexts } from "../../messages/lab_reading";
import { labSettingsTexts } from "../../messages/lab_settings";
import { PageLink } from "../../page_link";
import { LandAt } from "../land_at";
import { stepPath } from "../paths";
import { useLab } from "../use_lab";
import { READ_SETTINGS } from "./read_settings";
import { SettingForm } from "./setting_form";
import { SettingShown } from "./setting_shown";
import styles from "./settings.module.css";
import { StepPanel } from "./step_panel";

const NAMES = Object.keys(LAB_SETTINGS) as LabSettingName[];

/** The settings that can be tried here, each with what it changes, and the others for reading. */
export function Settings() {
  const lab = useTexts(labTexts);
  const settings = useTexts(labSettingsTexts);
  const { view, isDoneHere } = useLab();
  // What other steps have brought is shown there.
  const [since] = useState(() => (isDoneHere ? 0 : (view.requests.at(-1)?.id ?? 0)));
  return (
    <>
      <StepPanel heading={lab.steps.settings} text={<p>{settings.lead}</p>}>
        {null}
      </StepPanel>
      <ul className={styles.list}>
        {NAMES.map((name) => (
          <li key={name} id={name} className={styles.row}>
            <LandAt id={name}>
              <div className={styles.words}>
                <h3 className={styles.name}>
                  <code id={`setting-${name}`}>{name}</code>
                </h3>
                <p>{settings.rows[name].does}</p>
                <SettingForm name={name} />
              </div>
              <div className={styles.words}>
                <h4 className={styles.see}>{settings.see}</h4>
                <p>{settings.rows[name].see}</p>
                <SettingShown name={name} since={since} />
              </div>
            </LandAt>
          </li>
        ))}
      </ul>
      <Reading />
      <Ending />
    </>
  );
}

/** The end of the lab, and where to go from there. */
function Ending() {
  const { ending } = useTexts(labSettingsTexts);
  return (
    <section aria-labelledby="lab-ending" className={styles.ending}>
      <h2 id="lab-ending">{ending.heading}</h2>
      <p>{ending.text}</p>
      <p className={styles.links}>
        <PageLink href="/" className={buttons.primary}>
          {ending.home}
        </PageLink>
        <PageLink href={stepPath("saw")} className={buttons.secondary}>
          {ending.saw}
        </PageLink>
      </p>
    </section>
  );
}

function Reading() {
  const settings = useTexts(labSettingsTexts);
  const reading = useTexts(labReadingTexts);
  return (
    <details className={styles.reading}>
      <summary className={styles.summary}>{settings.rest}</summary>
      <p>{settings.restText}</p>
      <dl className={styles.terms}>
        {READ_SETTINGS.map((name) => (
          <div key={name} className={styles.term}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{reading.lines[name]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
