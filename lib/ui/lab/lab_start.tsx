import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";
import { Button } from "../button";
import { labTexts } from "../messages/lab";
import { LabDrawing } from "./lab_drawing";
import styles from "./lab_start.module.css";
import { actAddress, stepPath } from "./paths";
import { Refused } from "./refused";

type Props = {
  language: Language;
  /** Why no lab was made. */
  refusal: FormRefusal | null;
};

/** What a visitor without a lab sees: what it is, and the button that makes one. */
export function LabStart({ language, refusal }: Props) {
  const { heading, start } = labTexts[language];
  return (
    <div className={styles.start}>
      <div className={styles.words}>
        <h1 className={styles.heading}>{heading}</h1>
        <p className={styles.lead}>{start.lead}</p>
        {refusal !== null && <Refused language={language} refused={refusal} />}
        <form method="post" action={actAddress("start", stepPath("take"))}>
          <Button type="submit" look="primary">
            {start.makeButton}
          </Button>
        </form>
        <p className={styles.hour}>{start.hour}</p>
      </div>
      <LabDrawing language={language} />
      <ul className={styles.points}>
        {start.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </div>
  );
}
