import type { Language } from "@/lib/contract/language";
import type { Limits, PersonRow } from "@/lib/pages/admin";
import { ACCOUNT_PAGES } from "../account_pages";
import buttons from "../button.module.css";
import { adminTexts } from "../messages/admin";
import { PageLink } from "../page_link";
import { type Act, askPage } from "./acts";
import styles from "./admin.module.css";

type Props = { language: Language; person: PersonRow; limits: Limits };

/** What staff can do to the account, each behind a question; in its place, why they cannot. */
export function PersonActs({ language, person, limits }: Props) {
  const admin = adminTexts[language];
  const acts: readonly Exclude<Act, "end_sign_in">[] = [
    "signout",
    ...(limits.resetMail === null ? (["password_reset"] as const) : []),
    ...(limits.hasActive ? [person.isActive ? ("deactivate" as const) : ("activate" as const)] : []),
  ];
  return (
    <section aria-labelledby="acts" className={styles.section}>
      <h2 id="acts">{admin.acts}</h2>
      {limits.acts !== null && <p className={styles.text}>{admin.limit[limits.acts]}</p>}
      {limits.acts === "own" && (
        <p>
          <PageLink href={ACCOUNT_PAGES.profile}>{admin.ownAccount}</PageLink>
        </p>
      )}
      {limits.acts === null && (
        <>
          <div className={styles.buttons}>
            {acts.map((act) => (
              <PageLink
                key={act}
                className={act === "deactivate" ? buttons.danger : buttons.secondary}
                href={askPage(person.id, { act })}
              >
                {admin.act[act]}
              </PageLink>
            ))}
          </div>
          {limits.resetMail !== null && <p className={styles.text}>{admin.limit[limits.resetMail]}</p>}
        </>
      )}
    </section>
  );
}
