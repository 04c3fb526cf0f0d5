"use client";

import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { useAccount } from "./account_context";
import styles from "./user_heading.module.css";

/** Whose account it is, and that there are two where session and tokens are of different users. */
export function UserHeading({ of }: { of: "endpoints" | "cookies" }) {
  const { credentials, user: changed } = useAccount();
  const { session, token } = credentials;
  const account = useTexts(accountTexts);
  const user = of === "endpoints" ? changed : (session?.user ?? token?.user);
  if (user == null) return null;
  const isTwo = session !== null && token !== null && token.user.id !== session.user.id;
  return (
    <div>
      <h1 className={styles.name}>
        <span className={styles.before}>{account.signedInAs} </span>
        <bdi>{user.username}</bdi>
      </h1>
      {isTwo && (
        <p className={styles.twoUsers}>{account.twoUsers(session.user.username, token.user.username)}</p>
      )}
    </div>
  );
}
