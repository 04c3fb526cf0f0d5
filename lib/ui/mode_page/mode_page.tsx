import type { ReactNode } from "react";
import type { AccountShape } from "@/lib/contract/account_shape";
import type { Language } from "@/lib/contract/language";
import { RESET_PAGES } from "@/lib/contract/reset_pages";
import type { SecureCookies } from "@/lib/pages/secure_cookies";
import type { SignedInNames, WayOn } from "@/lib/pages/signed_in";
import { CookieAlert } from "../cookie_alert/cookie_alert";
import { FormTexts } from "../form/form_texts";
import { explainTexts } from "../messages/explain";
import { modePageTexts } from "../messages/mode_page";
import { formPage, type Mode, wordedMode } from "../mode";
import { PageLink } from "../page_link";
import styles from "./mode_page.module.css";
import { ModeSwitch } from "./mode_switch";
import { SessionDrawing } from "./session_drawing";
import { textsFor } from "./sign_in_texts";
import { SignedInNote } from "./signed_in_note";
import { TokenDrawing } from "./token_drawing";

type Props = {
  language: Language;
  mode: Mode;
  modes: readonly Mode[];
  task: "signin" | "signup";
  next: string | undefined;
  signedIn: SignedInNames;
  wayOn: WayOn | null;
  secureCookies: SecureCookies;
  /** Whether a forgotten password can be reset. */
  canReset: boolean;
  /** Whether accounts can be made. */
  canSignUp: boolean;
  shape: AccountShape;
  children: ReactNode;
};

/** A mode's form, and beside it, below it on a phone, how this mode works. */
export function ModePage({
  language,
  mode,
  modes,
  task,
  next,
  signedIn,
  wayOn,
  secureCookies,
  canReset,
  canSignUp,
  shape,
  children,
}: Props) {
  const modePage = modePageTexts[language];
  const worded = wordedMode(mode, modes);
  return (
    <div className={modes.length > 1 ? styles.page : undefined}>
      <main id="content" tabIndex={-1} className={styles.paper}>
        <div className={styles.column}>
          {modes.length > 1 && (
            <ModeSwitch language={language} mode={mode} modes={modes} task={task} next={next} />
          )}
          <h1 className={styles.heading}>
            {task === "signin" ? modePage.signIn[worded] : modePage.signUp[worded]}
          </h1>
          <CookieAlert language={language} secureCookies={secureCookies} modes={[mode]} />
          <SignedInNote
            language={language}
            mode={mode}
            modes={modes}
            task={task}
            signedIn={signedIn}
            wayOn={wayOn}
          />
          <FormTexts texts={textsFor(language, task, shape)}>{children}</FormTexts>
          {task === "signin" && canReset && (
            <p className={styles.sibling}>
              <PageLink href={RESET_PAGES.ask}>{modePage.forgot}</PageLink>
            </p>
          )}
          {canSignUp && (
            <p className={styles.sibling}>
              {task === "signin" ? modePage.noAccount : modePage.haveAccount}{" "}
              <PageLink href={formPage(mode, task === "signin" ? "signup" : "signin", next)}>
                {task === "signin" ? modePage.noAccountLink : modePage.haveAccountLink}
              </PageLink>
            </p>
          )}
        </div>
      </main>
      {modes.length > 1 && <Explanation language={language} mode={mode} />}
    </div>
  );
}

/** How a mode works, where there is another one. */
function Explanation({ language, mode }: { language: Language; mode: Mode }) {
  const explain = explainTexts[language];
  const Drawing = mode === "session" ? SessionDrawing : TokenDrawing;
  return (
    <aside className={styles.explain} data-mode={mode} aria-labelledby="explain">
      <div className={styles.column}>
        <Drawing language={language} />
        <h2 id="explain" className={styles.subheading}>
          {explain[mode].heading}
        </h2>
        <p className={styles.text}>{explain[mode].text}</p>
      </div>
    </aside>
  );
}
