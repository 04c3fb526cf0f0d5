"use client";

import { ACCOUNT_PAGES } from "../account_pages";
import { ConfirmForm } from "../confirm/confirm_form";
import { FormAlert } from "../form/form_alert";
import { useTexts } from "../language";
import { profileTexts } from "../messages/profile";
import type { SectionProps } from "./opened";
import styles from "./profile.module.css";

type Props = Pick<SectionProps, "user" | "refusal"> & { confirmed: boolean; told: string };

/** What a form without scripts has led to, and what has just been done: above all else. */
export function ProfileNotices({ user, refusal, confirmed, told }: Props) {
  const profile = useTexts(profileTexts);
  const asks =
    refusal !== null &&
    (refusal.kind === "fields" ? "password" in refusal.fields : refusal.code === "confirm_required");
  return (
    <>
      {refusal?.kind === "detail" && !asks && <FormAlert failure={refusal} />}
      {asks && (
        <section aria-labelledby="confirm" className={styles.confirm}>
          <ConfirmForm user={user} refusal={refusal} next={CONFIRMED} headingId="confirm" onDone={() => {}} />
        </section>
      )}
      <p role="status" className={styles.told}>
        {told === "" && confirmed ? profile.confirmed : told}
      </p>
    </>
  );
}

const CONFIRMED = `${ACCOUNT_PAGES.profile}?confirmed=1`;
