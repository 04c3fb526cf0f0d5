"use client";

import { Button } from "../../button";
import field from "../../form/field.module.css";
import type { FormFailure } from "../../form/refusal_text";
import { useTexts } from "../../language";
import { labBendTexts } from "../../messages/lab_bend";
import { WarningIcon } from "../../warning_icon";
import { ActForm } from "../act_form";
import { heldKey } from "../held";
import { tokenPayload } from "../token_payload";
import { useLab } from "../use_lab";
import styles from "./payload_form.module.css";

/** The access token's payload, to be changed at will. What was typed stays, whatever comes of it. */
export function PayloadForm() {
  const bend = useTexts(labBendTexts);
  const { view, failure, payload: refused } = useLab();
  const token = heldKey(view, "you", "access");
  const problem = problemIn(failure);
  if (token === null) return null;
  const payload = tokenPayload(token.raw);
  return (
    <ActForm act="bend" body={{ bend: "payload" }} className={styles.form}>
      <label className={field.label} htmlFor="payload">
        {bend.payload}
      </label>
      <div className={field.frame} data-invalid={problem !== null}>
        <textarea
          // A new token brings a new payload.
          key={token.id}
          id="payload"
          name="payload"
          defaultValue={refused ?? payload}
          rows={payload.split("\n").length}
          className={styles.text}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : "payload-error"}
        />
      </div>
      {problem !== null && (
        <p id="payload-error" role="alert" className={field.error}>
          <WarningIcon className={field.icon} />
          {problem === "tooLong" ? bend.tooLong : bend.unreadable}
        </p>
      )}
      <Button type="submit" look="secondary">
        {bend.sendButton}
      </Button>
    </ActForm>
  );
}

/** What was wrong with the payload that was sent last. */
function problemIn(failure: FormFailure | null): "unreadable" | "tooLong" | null {
  if (failure?.kind !== "fields" || failure.fields.payload === undefined) return null;
  return failure.fields.payload.some(({ key }) => key === "max_length") ? "tooLong" : "unreadable";
}
