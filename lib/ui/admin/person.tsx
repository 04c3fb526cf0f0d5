import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";
import type { PersonPage } from "@/lib/pages/admin";
import { ADMIN_PAGE } from "../account_pages";
import { Alert } from "../alert";
import { alertText } from "../form/refusal_text";
import { adminTexts } from "../messages/admin";
import { refusalTexts } from "../messages/refusal";
import { PageLink } from "../page_link";
import { type AskedAct, actAddress } from "./acts";
import styles from "./admin.module.css";
import { AskForm } from "./ask_form";
import { PersonActs } from "./person_acts";
import { PersonEvents } from "./person_events";
import { PersonSignIns } from "./person_sign_ins";
import { States } from "./states";
import { TimeOrNone } from "./time_or_none";

type Props = PersonPage & {
  language: Language;
  /** The id of who looks at it. */
  staff: number | string;
  asked: AskedAct | null;
  /** What was just done. */
  done: AskedAct["act"] | null;
  refusal: FormRefusal | null;
};

/** One user: what is known of the account, what staff can do, where it is signed in, what has happened. */
export function Person({ language, staff, asked, done, refusal, ...page }: Props) {
  const admin = adminTexts[language];
  const { person, limits, signIns, events } = page;
  const mayAct = limits.acts === null;
  return (
    <>
      <div>
        <PageLink href={ADMIN_PAGE} className={styles.back}>
          {admin.back}
        </PageLink>
        <h1 className={styles.name}>
          <bdi>{person.username}</bdi>
        </h1>
      </div>
      {refusal !== null && <Alert>{refusedText(language, refusal)}</Alert>}
      <p role="status" className={styles.told}>
        {done !== null && admin.done[done]}
      </p>
      {asked !== null && mayAct && (
        <AskForm
          language={language}
          person={person}
          act={asked.act}
          action={actAddress(person.id, asked, staff)}
        />
      )}
      <section aria-labelledby="facts" className={styles.section}>
        <h2 id="facts">{admin.facts}</h2>
        <Facts language={language} person={person} />
      </section>
      <PersonActs language={language} person={person} limits={limits} />
      <PersonSignIns language={language} id={person.id} signIns={signIns} mayEnd={mayAct} />
      <PersonEvents language={language} events={events} />
    </>
  );
}

function refusedText(language: Language, refusal: FormRefusal): string {
  const admin = adminTexts[language];
  const code = refusal.kind === "detail" ? refusal.code : null;
  if (code === "permission_denied" || code === "not_found") return admin.refused[code];
  return alertText(refusalTexts[language], refusal);
}

function Facts({ language, person }: Pick<Props, "language" | "person">) {
  const admin = adminTexts[language];
  return (
    <dl className={styles.facts}>
      <dt>{admin.userId}</dt>
      <dd>{person.id}</dd>
      <dt>{admin.email}</dt>
      <dd>
        {person.email === "" ? admin.noEmail : <bdi>{person.email}</bdi>}
        {person.email !== "" && (
          <span className={styles.detail}>{person.isEmailVerified ? admin.verified : admin.unverified}</span>
        )}
      </dd>
      <dt>{admin.status}</dt>
      <dd>
        <States language={language} person={person} />
      </dd>
      <dt>{admin.authenticator}</dt>
      <dd>{person.hasSecondFactor ? admin.inUse : admin.notInUse}</dd>
      <dt>{admin.joined}</dt>
      <dd>
        <TimeOrNone at={person.joinedAt} />
      </dd>
      <dt>{admin.lastLogin}</dt>
      <dd>
        <TimeOrNone at={person.lastLoginAt} />
      </dd>
    </dl>
  );
}
