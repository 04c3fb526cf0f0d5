"use client";

import { useAccount } from "../account/account_context";
import { UserHeading } from "../account/user_heading";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import styles from "./user_summary.module.css";

/** Who is signed in: by session, where two users are. */
export function UserSummary() {
  const { session, token } = useAccount().credentials;
  const account = useTexts(accountTexts);
  const user = session?.user ?? token?.user;
  if (user === undefined) return null;
  return (
    <section>
      <UserHeading of="cookies" />
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
