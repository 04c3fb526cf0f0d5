"use client";

import { useEffect, useRef, useState } from "react";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { SignInInfo } from "@/lib/pages/sign_ins";
import { useAccount } from "../account/account_context";
import { FormAlert } from "../form/form_alert";
import type { FormFailure } from "../form/refusal_text";
import { useTexts } from "../language";
import { signInsTexts } from "../messages/sign_ins";
import { PageLink } from "../page_link";
import { addressOf } from "../profile/opened";
import { EndOthers } from "./end_others";
import { SignInItem } from "./sign_in_item";
import styles from "./sign_ins.module.css";

type Props = {
  signIns: readonly SignInInfo[];
  /** Why a form without scripts was refused. */
  refusal: FormRefusal | null;
};

/** Where the user is signed in, this browser first, and how to end what should not be. */
export function SignIns({ signIns, refusal }: Props) {
  const { user, credentials, reload } = useAccount();
  const texts = useTexts(signInsTexts);
  const [told, tell] = useState("");
  const [failure, setFailure] = useState<FormFailure | null>(refusal);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(signIns.length);

  // The button that had the focus is gone with its sign-in.
  useEffect(() => {
    if (signIns.length < shown.current && document.activeElement === document.body) heading.current?.focus();
    shown.current = signIns.length;
  }, [signIns.length]);

  if (user === null) return null;
  const { session, token } = credentials;
  const isTwo = session !== null && token !== null && session.user.id !== token.user.id;
  const here = [session?.id, token?.id];

  /** After an answer of the server: whatever it was, the list may be another by now. */
  function answered(text: string, failed: FormFailure | null) {
    tell(text);
    setFailure(failed);
    reload();
  }

  return (
    <section aria-labelledby="sign-ins">
      <h1 id="sign-ins" ref={heading} tabIndex={-1}>
        {texts.heading}
      </h1>
      <p className={styles.text}>
        {texts.text} <PageLink href={addressOf("password")}>{texts.changePassword}</PageLink>
      </p>
      {isTwo && <p className={styles.text}>{texts.signInsOf(user.username)}</p>}
      {failure !== null && (
        <div className={styles.alert}>
          <FormAlert failure={failure} />
        </div>
      )}
      <p role="status" className={styles.told}>
        {told}
      </p>
      <ul className={styles.list}>
        {signIns.map((signIn) => (
          <SignInItem
            key={signIn.id}
            signIn={signIn}
            user={user.id}
            isHere={here.includes(signIn.id)}
            answered={answered}
          />
        ))}
      </ul>
      <EndOthers user={user.id} alone={signIns.every(({ isCurrent }) => isCurrent)} answered={answered} />
    </section>
  );
}
