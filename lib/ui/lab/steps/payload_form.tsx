"use client";

import { useState } from "react";
import { Button } from "../../button";
import { useHydrated } from "../../client/use_hydrated";
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

const ID = "payload";

/** The access token's payload, to be changed at will. What was typed stays, whatever comes of it. */
export function PayloadForm() {
  const bend = useTexts(labBendTexts);
  const { view, failure } = useLab();
  const token = heldKey(view, "you", "access");
  const problem = problemIn(failure);
  if (token === null) return null;
  return (
    <ActForm act="bend" body={{ bend: "payload" }} className={styles.form}>
      <label className={field.label} htmlFor={ID}>
        {bend.payload}
      </label>
      <div className={field.frame} data-invalid={problem !== null}>
        {/* A new token brings a new payload. */}
        <PayloadText key={token.id} payload={tokenPayload(token.raw)} isRefused={problem !== null} />
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

function PayloadText({ payload, isRefused }: { payload: string; isRefused: boolean }) {
  const { payload: refused } = useLab();
  const hydrated = useHydrated();
  // React would put back what the server rendered.
  const [text] = useState(() => (hydrated ? null : typedEarly()) ?? refused ?? payload);
  return (
    <textarea
      id={ID}
      name="payload"
      defaultValue={text}
      rows={payload.split("\n").length}
      className={styles.text}
      spellCheck={false}
      autoComplete="off"
      aria-invalid={isRefused}
      aria-describedby={isRefused ? "payload-error" : undefined}
    />
  );
}

/** What the field holds before the page's scripts take it over; null on the server. */
function typedEarly(): string | null {
  if (typeof document === "undefined") return null;
  const field = document.getElementById(ID);
  return field instanceof HTMLTextAreaElement ? field.value : null;
}

/** What was wrong with the payload that was sent last. */
function problemIn(failure: FormFailure | null): "unreadable" | "tooLong" | null {
  if (failure?.kind !== "fields" || failure.fields.payload === undefined) return null;
  return failure.fields.payload.some(({ key }) => key === "max_length") ? "tooLong" : "unreadable";
}
