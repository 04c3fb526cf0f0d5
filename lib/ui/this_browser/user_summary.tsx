"use client";

import type { Fact } from "@/lib/contract/account_shape";
import { useAccount } from "../account/account_context";
import { UserHeading } from "../account/user_heading";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import styles from "./user_summary.module.css";

/** Who is signed in: by session, where two users are. @param facts what a user has here */
export function UserSummary({ facts }: { facts: readonly Fact[] }) {
  const { session, token } = useAccount().credentials;
  const account = useTexts(accountTexts);
  const user = session?.user ?? token?.user;
  if (user === undefined) return null;
  return (
    <section>
      <UserHeading of="cookies" />
      <dl className={styles.facts}>
        {facts.includes("email") && (
          <div>
            <dt>{account.email}</dt>
            <dd>{user.email === "" ? account.noEmail : user.email}</dd>
          </div>
        )}
        {facts.includes("age") && (
          <div>
            <dt>{account.age}</dt>
            <dd>{user.age ?? account.noAge}</dd>
          </div>
        )}
        <div>
          <dt>{account.userId}</dt>
          <dd>{user.id}</dd>
        </div>
      </dl>
    </section>
  );
}
