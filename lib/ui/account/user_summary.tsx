"use client";

import type { CurrentSession } from "@/lib/pages/current_credentials";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import styles from "./user_summary.module.css";

type Props = {
  user: CurrentSession["user"];
  /** Who the tokens belong to, where the session is another user's. */
  tokenUser: CurrentSession["user"] | null;
};

/** Who is signed in. */
export function UserSummary({ user, tokenUser }: Props) {
  const account = useTexts(accountTexts);
  return (
    <section>
      <h1 className={styles.name}>
        <span className={styles.before}>{account.signedInAs} </span>
        <bdi>{user.username}</bdi>
      </h1>
      {tokenUser !== null && (
        <p className={styles.twoUsers}>{account.twoUsers(user.username, tokenUser.username)}</p>
      )}
      <dl className={styles.facts}>
        <div>
          <dt>{account.email}</dt>
          <dd>{user.email === "" ? account.noEmail : user.email}</dd>
        </div>
        <div>
          <dt>{account.age}</dt>
          <dd>{user.age ?? account.noAge}</dd>
        </div>
        <div>
          <dt>{account.userId}</dt>
          <dd>{user.id}</dd>
        </div>
      </dl>
    </section>
  );
}
