import type { Language } from "@/lib/contract/language";
import buttons from "../button.module.css";
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
      <LockPlate />
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

/** A keyhole between two screws. */
function LockPlate() {
  return (
    <svg viewBox="0 0 24 64" aria-hidden="true" className={styles.plate}>
      <path
        fillRule="evenodd"
        fill="currentColor"
        d="M8 0h8a8 8 0 0 1 8 8v48a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8V8a8 8 0 0 1 8-8Zm4 7a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm0 46a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm0-31.5a5 5 0 0 0-2.5 9.33L8 41h8l-1.5-10.17A5 5 0 0 0 12 21.5Z"
      />
    </svg>
  );
}
