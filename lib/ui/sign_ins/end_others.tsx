"use client";

import { changeAddress } from "../account/change_address";
import { Button } from "../button";
import { send } from "../client/send";
import type { FormFailure } from "../form/refusal_text";
import { useSubmission } from "../form/use_submission";
import { useLanguage, useTexts } from "../language";
import { signInsTexts } from "../messages/sign_ins";
import styles from "./sign_ins.module.css";

type Props = {
  user: number | string;
  /** There is no other to end. */
  alone: boolean;
  answered: (text: string, failure: FormFailure | null) => void;
};

/** Ends every sign-in but the one in use. */
export function EndOthers({ user, alone, answered }: Props) {
  const language = useLanguage();
  const texts = useTexts(signInsTexts);
  const submission = useSubmission();
  const action = changeAddress("/user/signout_everywhere", { user });
  if (alone) return <p className={styles.text}>{texts.alone}</p>;

  async function end() {
    if (!submission.begin()) return;
    const result = await send(action, { language, body: { keep_current: true } });
    submission.end();
    answered(result.ok ? texts.othersEnded : "", result.ok ? null : result.failure);
  }

  return (
    <form
      method="post"
      action={action}
      className={styles.others}
      onSubmit={(event) => {
        event.preventDefault();
        void end();
      }}
    >
      <input type="hidden" name="keep_current" value="true" />
      <Button type="submit" look="danger" busy={submission.busy}>
        {texts.others}
      </Button>
      <p>{texts.othersText}</p>
    </form>
  );
}
