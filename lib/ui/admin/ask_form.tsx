import type { Language } from "@/lib/contract/language";
import type { PersonRow } from "@/lib/pages/admin";
import { personPage } from "../account_pages";
import { Button } from "../button";
import buttons from "../button.module.css";
import { isolated } from "../isolated";
import { adminTexts } from "../messages/admin";
import { PageLink } from "../page_link";
import type { Act } from "./acts";
import styles from "./admin.module.css";

type Props = {
  language: Language;
  person: Pick<PersonRow, "id" | "username">;
  act: Act;
  /** Where it posts. */
  action: string;
};

/** Asks whether to do something to an account. The browser sends the form, with scripts, too. */
export function AskForm({ language, person, act, action }: Props) {
  const admin = adminTexts[language];
  return (
    <form method="post" action={action} className={styles.ask} aria-labelledby="ask">
      <h2 id="ask">{admin.confirm[act](isolated(person.username))}</h2>
      <p className={styles.text}>{admin.confirmText[act]}</p>
      <div className={styles.buttons}>
        <Button type="submit" look={act === "deactivate" ? "danger" : "primary"}>
          {admin.act[act]}
        </Button>
        <PageLink className={buttons.secondary} href={personPage(person.id)}>
          {admin.cancel}
        </PageLink>
      </div>
    </form>
  );
}
