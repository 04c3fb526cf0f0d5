"use client";

import type { CurrentSession } from "@/lib/pages/current_credentials";
import { useMessages } from "../language";
import styles from "./person.module.css";

type Props = {
  person: CurrentSession["user"];
  /** Who the tokens belong to, where the session is somebody else's. */
  other: CurrentSession["user"] | null;
};

export function Person({ person, other }: Props) {
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
