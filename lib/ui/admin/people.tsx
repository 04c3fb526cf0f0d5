import type { Language } from "@/lib/contract/language";
import type { PeoplePage } from "@/lib/pages/admin";
import { ADMIN_PAGE, personPage } from "../account_pages";
import { Button } from "../button";
import buttons from "../button.module.css";
import fields from "../form/field.module.css";
import { isolated } from "../isolated";
import { adminTexts } from "../messages/admin";
import { PageLink } from "../page_link";
import styles from "./admin.module.css";
import { listPage } from "./search";
import { States } from "./states";
import { TimeOrNone } from "./time_or_none";

type Props = PeoplePage & {
  language: Language;
  prefix: string;
  isFirst: boolean;
};

/** The list of users, or those who were searched for. */
export function People({ language, prefix, people, next, order, isFirst }: Props) {
  const admin = adminTexts[language];
  const headings = { found: admin.foundFor(isolated(prefix)), newest: admin.newest, byName: admin.byName };
  return (
    <>
      <h1>{admin.title}</h1>
      <Search language={language} prefix={prefix} />
      <section aria-labelledby="found" className={styles.section}>
        <h2 id="found" className={styles.found}>
          {headings[order]}
        </h2>
        {people.length === 0 ? (
          <p className={styles.text}>{admin.nobody}</p>
        ) : (
          <Table language={language} people={people} />
        )}
        <Pages language={language} prefix={prefix} next={next} isFirst={isFirst} />
      </section>
    </>
  );
}

function Search({ language, prefix }: Pick<Props, "language" | "prefix">) {
  const admin = adminTexts[language];
  return (
    <search>
      <form method="get" action={ADMIN_PAGE} className={styles.search}>
        <div className={fields.field}>
          <label className={fields.label} htmlFor="prefix">
            {admin.searchLabel}
          </label>
          <div className={fields.frame}>
            <input
              key={prefix}
              id="prefix"
              className={fields.input}
              type="search"
              name="prefix"
              defaultValue={prefix}
              maxLength={254}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              dir="auto"
              aria-describedby="prefix-hint"
            />
          </div>
          <p id="prefix-hint" className={styles.text}>
            {admin.searchHint}
          </p>
        </div>
        <div className={styles.buttons}>
          <Button type="submit" look="primary">
            {admin.search}
          </Button>
          {prefix !== "" && (
            <PageLink className={buttons.secondary} href={ADMIN_PAGE}>
              {admin.showAll}
            </PageLink>
          )}
        </div>
      </form>
    </search>
  );
}

function Table({ language, people }: Pick<Props, "language" | "people">) {
  const admin = adminTexts[language];
  return (
    <table className={styles.table} aria-labelledby="found">
      <thead>
        <tr>
          <th scope="col">{admin.user}</th>
          <th scope="col">{admin.status}</th>
          <th scope="col" className={styles.wide}>
            {admin.joined}
          </th>
          <th scope="col" className={styles.wide}>
            {admin.lastLogin}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.key}>
            <th scope="row">
              <PageLink href={personPage(person.id)}>
                <bdi>{person.username}</bdi>
              </PageLink>
              {person.email !== "" && <bdi className={styles.detail}>{person.email}</bdi>}
            </th>
            <td>
              <States language={language} person={person} />
            </td>
            {[person.joinedAt, person.lastLoginAt].map((at, index) => (
              <td key={index === 0 ? "joined" : "lastLogin"} className={styles.wide}>
                <TimeOrNone at={at} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pages({ language, prefix, next, isFirst }: Omit<Props, "people" | "order">) {
  const admin = adminTexts[language];
  if (isFirst && next === null) return null;
  return (
    <nav aria-label={admin.pages} className={styles.buttons}>
      {!isFirst && (
        <PageLink className={buttons.secondary} href={listPage({ prefix, after: null })}>
          {admin.firstPage}
        </PageLink>
      )}
      {next !== null && (
        <PageLink className={buttons.secondary} href={listPage({ prefix, after: next })}>
          {admin.nextPage}
        </PageLink>
      )}
    </nav>
  );
}
