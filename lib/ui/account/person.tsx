"use client";

import { useMessages } from "../language";
import type { Person as Who } from "./held";
import styles from "./person.module.css";

export function Person({ person, other }: { person: Who; other: Who | null }) {
  const { account } = useMessages();
  return (
    <section>
      <h1 className={styles.name}>
        <span className={styles.before}>{account.signedInAs} </span>
        {person.username}
      </h1>
      {other !== null && <p className={styles.two}>{account.twoPeople(person.username, other.username)}</p>}
      <dl className={styles.facts}>
        <div>
          <dt>{account.email}</dt>
          <dd>{person.email === "" ? account.noEmail : person.email}</dd>
        </div>
        <div>
          <dt>{account.age}</dt>
          <dd>{person.age ?? account.noAge}</dd>
        </div>
        <div>
          <dt>{account.number}</dt>
          <dd>{person.id}</dd>
        </div>
      </dl>
    </section>
  );
}
