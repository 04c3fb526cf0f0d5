import type { Language } from "@/lib/contract/language";
import type { SignedInNames, WayOn } from "@/lib/pages/signed_in";
import buttons from "../button.module.css";
import { alreadyTexts } from "../messages/already";
import { MODES, type Mode, wordedMode } from "../mode";
import { PageLink } from "../page_link";
import styles from "./signed_in_note.module.css";

type Props = {
  language: Language;
  mode: Mode;
  modes: readonly Mode[];
  task: "signin" | "signup";
  signedIn: SignedInNames;
  wayOn: WayOn | null;
};

/**
 * Above a form: who is signed in already, by the form's own mode or by the other one, with the way to where they wanted. They
 * press it themselves: a page or an app that sends everybody back here at once would go round in a circle.
 */
export function SignedInNote({ language, mode, modes, task, signedIn: names, wayOn }: Props) {
  const already = alreadyTexts[language];
  const by = names[mode] === null ? MODES.find((each) => names[each] !== null) : mode;
  const name = by === undefined ? null : names[by];
  if (by === undefined || name === null) return null;
  return (
    <div className={styles.note}>
      <p>
        {already.as[wordedMode(by, modes)](name)}{" "}
        {by === mode || modes.length === 1 ? already.anotherAccount[task] : already.asWell[mode]}{" "}
        {wayOn === null && <PageLink href="/account">{already.account}</PageLink>}
      </p>
      {wayOn !== null && (
        <PageLink className={`${buttons.secondary} ${styles.wayOn}`} href={wayOn.href}>
          {wayOn.host === null ? already.goOn : already.goOnTo(wayOn.host)}
        </PageLink>
      )}
    </div>
  );
}
