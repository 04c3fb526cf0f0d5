"use client";

import { useState } from "react";
import { Alert } from "../alert";
import { Button } from "../button";
import { useConfirmed } from "../confirm/confirmed";
import { useFormTexts } from "../form/form_texts";
import { alertText, type FormFailure } from "../form/refusal_text";
import { useSubmission } from "../form/use_submission";
import { useLanguage, useTexts } from "../language";
import { profileTexts } from "../messages/profile";
import styles from "./download.module.css";
import { saveFile } from "./save_file";
import { Section } from "./section";

const ADDRESS = "/user/me/export";

/** Everything that is kept about the user, as a file. Without scripts the browser opens it. */
export function Download({ tell }: { tell: (text: string) => void }) {
  const language = useLanguage();
  const profile = useTexts(profileTexts);
  const { refusal } = useFormTexts();
  const send = useConfirmed();
  const submission = useSubmission();
  const [failure, setFailure] = useState<FormFailure | null>(null);

  async function download() {
    if (!submission.begin()) return;
    setFailure(null);
    const result = await send(ADDRESS, { method: "GET", language });
    submission.end();
    if (result.ok) {
      saveFile("account.json", JSON.stringify(result.body, null, 2));
      tell(profile.downloaded);
    } else if (!(result.failure.kind === "detail" && result.failure.code === "confirm_required")) {
      setFailure(result.failure);
    }
  }

  return (
    <Section id="data" heading={profile.data} text={profile.dataText}>
      <form
        method="get"
        action={ADDRESS}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void download();
        }}
      >
        {failure !== null && <Alert>{alertText(refusal, failure)}</Alert>}
        <Button type="submit" look="secondary" busy={submission.busy}>
          {profile.download}
        </Button>
        <p role="status" className="visually-hidden">
          {submission.busy && profile.downloading}
        </p>
      </form>
    </Section>
  );
}
