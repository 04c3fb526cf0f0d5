import type { Language } from "@/lib/contract/language";
import buttons from "../button.module.css";
import { LockPlate } from "../lock_plate";
import { formTexts } from "../messages/form";
import { modesTexts } from "../messages/modes";
import { startTexts } from "../messages/start";
import { formPage, type Mode } from "../mode";
import { PageLink } from "../page_link";
import styles from "./mode_choices.module.css";

type Props = { language: Language; canSignUp: boolean };

/** A panel for each mode with its two forms, or its sign-in alone where there is no sign-up. Drawn as the two leaves of one door, whose lock plates meet. */
export function ModeChoices({ language, modes, canSignUp }: Props & { modes: readonly Mode[] }) {
  return (
    <div className={styles.choices}>
      {modes.map((mode) => (
        <ModeChoice key={mode} language={language} mode={mode} canSignUp={canSignUp} />
      ))}
    </div>
  );
}

function ModeChoice({ language, mode, canSignUp }: Props & { mode: Mode }) {
  const start = startTexts[language];
  const modes = modesTexts[language];
  const form = formTexts[language];
  const suffix = mode === "session" ? modes.withSession : modes.withToken;
  return (
    <section className={styles.choice} data-mode={mode} aria-labelledby={`choice-${mode}`}>
      <LockPlate className={styles.plate} />
      <h2 id={`choice-${mode}`} className={styles.heading}>
        {start.modes[mode].heading}
      </h2>
      <p className={styles.line}>{start.modes[mode].line}</p>
      <p className={styles.actions}>
        {canSignUp && (
          <PageLink className={buttons.primary} href={formPage(mode, "signup")}>
            {form.signUpButton}
            <span className="visually-hidden"> {suffix}</span>
          </PageLink>
        )}
        <PageLink className={canSignUp ? buttons.secondary : buttons.primary} href={formPage(mode, "signin")}>
          {form.signInButton}
          <span className="visually-hidden"> {suffix}</span>
        </PageLink>
      </p>
    </section>
  );
}
