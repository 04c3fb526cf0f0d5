import type { Language } from "@/lib/contract/language";
import type { SignedInNames } from "@/lib/pages/signed_in";
import { alreadyTexts } from "../messages/already";
import { MODES, type Mode } from "../mode";
import { PageLink } from "../page_link";
import styles from "./signed_in_note.module.css";

type Props = { language: Language; mode: Mode; task: "signin" | "signup"; signedIn: SignedInNames };

/** Above a form: who is signed in already, by the form's own mode or by the other one. */
export function SignedInNote({ language, mode, task, signedIn: names }: Props) {
  const already = alreadyTexts[language];
  const by = names[mode] === null ? MODES.find((each) => names[each] !== null) : mode;
  const name = by === undefined ? null : names[by];
  if (by === undefined || name === null) return null;
  return (
    <p className={styles.note}>
      {already.as[by](name)} {by === mode ? already.anotherAccount[task] : already.asWell[mode]}{" "}
      <PageLink href="/account">{already.account}</PageLink>
    </p>
  );
}
