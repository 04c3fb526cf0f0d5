"use client";

import { LAB_STEPS } from "@/lib/contract/lab";
import { useTexts } from "../language";
import { labTexts } from "../messages/lab";
import { PageLink } from "../page_link";
import { stepPath } from "./paths";
import styles from "./steps_nav.module.css";
import { useLab } from "./use_lab";

/** All steps by name; on a narrow screen by number, which fits into one line. */
export function StepsNav() {
  const lab = useTexts(labTexts);
  const { step } = useLab();
  return (
    <nav aria-label={lab.stepsLabel} className={styles.nav}>
      <ol className={styles.steps}>
        {LAB_STEPS.map((each, index) => (
          <li key={each}>
            <PageLink
              href={stepPath(each)}
              className={styles.step}
              aria-current={each === step ? "step" : undefined}
            >
              <span className={styles.number}>{index + 1}</span>
              <span className={styles.name}>{lab.steps[each]}</span>
            </PageLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}
