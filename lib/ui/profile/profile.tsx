"use client";

import { useState } from "react";
import type { Fact } from "@/lib/contract/account_shape";
import type { AccountDeletion } from "@/lib/pages/account_deletion";
import type { FormState } from "@/lib/pages/form_state";
import type { PasswordRules } from "@/lib/pages/password_rules";
import type { SecondFactor } from "@/lib/pages/second_factor";
import { useAccount } from "../account/account_context";
import { Confirmed } from "../confirm/confirmed";
import { useTexts } from "../language";
import { profileTexts } from "../messages/profile";
import { About } from "./about";
import { DeleteAccount } from "./delete_account";
import { Download } from "./download";
import type { Opened } from "./opened";
import { Password } from "./password";
import styles from "./profile.module.css";
import { ProfileNotices } from "./profile_notices";
import { SecondFactorSection } from "./second_factor_section";

type Props = FormState & {
  rules: PasswordRules;
  secondFactor: SecondFactor | null;
  /** The form that the page begins with. */
  opened: Opened;
  /** Somebody has just given their password, by a form without scripts. */
  confirmed: boolean;
  deletion: AccountDeletion;
  /** What a user has here. */
  facts: readonly Fact[];
};

/** Who is signed in, and what can be changed of it. */
export function Profile({
  rules,
  secondFactor,
  opened: first,
  confirmed,
  deletion,
  facts,
  refusal,
  typed,
}: Props) {
  const { user, credentials, reload } = useAccount();
  const profile = useTexts(profileTexts);
  const [opened, open] = useState(first);
  const [told, tell] = useState("");
  if (user === null) return null;
  const { session, token } = credentials;
  const isTwo = session !== null && token !== null && session.user.id !== token.user.id;

  /** Closes a form that has done its work, and says so. */
  function done(text: string) {
    open(null);
    tell(text);
    reload();
  }

  const shared = { user, refusal, opened, open, done };
  return (
    <Confirmed user={user}>
      {isTwo && <p>{profile.changesAreFor(user.username)}</p>}
      <ProfileNotices user={user} refusal={refusal} confirmed={confirmed} told={told} />
      <div className={styles.sections}>
        <About {...shared} typed={typed} facts={facts} />
        <Password {...shared} rules={rules} />
        {secondFactor !== null && <SecondFactorSection {...shared} secondFactor={secondFactor} />}
        <Download tell={tell} />
        <DeleteAccount {...shared} deletion={deletion} />
      </div>
    </Confirmed>
  );
}
