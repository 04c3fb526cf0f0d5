"use client";

import { type FormEvent, useState } from "react";
import { type FieldErrors, useForm } from "react-hook-form";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import { sendFor } from "../client/send_for";
import { useLanguage, useTexts } from "../language";
import { refusalTexts } from "../messages/refusal";
import type { Mode } from "../mode";
import { ALERT_ID } from "./form_alert";
import { type FormFailure, type FormField, fieldText } from "./refusal_text";
import { useSubmission } from "./use_submission";

/** What the inputs of a form hold, by name. */
type FormValues = Partial<Record<FormField, string>>;

type Setup = {
  /** In their order on the page. */
  names: readonly FormField[];
  mode: Mode;
  task: "signin" | "signup";
  next: string;
  /** Why the form was refused when the browser sent it without scripts. */
  refusal: FormRefusal | null;
};

/**
 * Sends a form, which the endpoint alone checks: all that is wrong comes in one answer, and is the same without scripts.
 * Success loads the next page.
 */
export function useCredentialForm({ names, mode, task, next, refusal }: Setup) {
  const language = useLanguage();
  const texts = useTexts(refusalTexts);
  const submission = useSubmission();
  const [failure, setFailure] = useState<FormFailure | null>(refusal);
  const [firstErrors] = useState(() => errorsOf(names, refusal));
  // No default values: they would overwrite what was typed or filled in before this script ran.
  const { register, handleSubmit, setValue, setError, setFocus, formState } = useForm<FormValues>({
    // There are no rules here: a change only takes the error of its field away.
    mode: "onChange",
    shouldFocusError: false,
    errors: firstErrors,
  });

  async function submit(values: FormValues) {
    if (!submission.begin()) return;
    setFailure(null);
    const result = await sendFor(mode, task, { language, body: filledIn(values) });
    if (result.ok) {
      // A full load: nothing that the router has cached for the user before may be shown to this one.
      window.location.assign(next);
      return;
    }
    submission.end();
    showFailure(result.failure);
  }

  function showFailure(failed: FormFailure) {
    setFailure(failed);
    const invalid = invalidNames(names, failed);
    for (const name of invalid) setError(name, { type: "refused" });
    if (invalid[0] !== undefined) setFocus(invalid[0]);
    if (failed.kind === "detail" && failed.code === "no_active_account") {
      // The username is probably right, and a wrong password is quicker to retype than to correct.
      setValue("password", "");
      setFocus("password");
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    // A password manager may fill inputs without firing events.
    for (const name of names) {
      const input = event.currentTarget.elements.namedItem(name);
      if (input instanceof HTMLInputElement) setValue(name, input.value);
    }
    void handleSubmit(submit)(event);
  }

  function errorOf(name: FormField): string | undefined {
    if (formState.errors[name] === undefined || failure?.kind !== "fields") return undefined;
    return fieldText(texts, name, failure.fields[name] ?? []);
  }

  // The inputs of a refused form are empty: where no field is invalid, the first one is to be filled in.
  const firstToFill = refusal === null ? null : (invalidNames(names, refusal)[0] ?? names[0]);

  /** The props of an input. */
  function field(name: FormField) {
    const first = name === firstToFill;
    return {
      ...register(name),
      id: name,
      error: errorOf(name),
      autoFocus: first,
      // Screen readers do not announce an alert that the page has from the start.
      describedBy: first && refusal?.kind === "detail" && failure === refusal ? ALERT_ID : undefined,
    };
  }

  const isAboveForm = failure !== null && invalidNames(names, failure).length === 0;
  return { field, onSubmit, busy: submission.busy, alert: isAboveForm ? failure : null };
}

/** Without empty inputs: in JSON, an empty text is no missing number. */
function filledIn(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

function invalidNames(names: readonly FormField[], failure: FormFailure): readonly FormField[] {
  return failure.kind === "fields" ? names.filter((name) => failure.fields[name] !== undefined) : [];
}

function errorsOf(names: readonly FormField[], refusal: FormRefusal | null): FieldErrors<FormValues> {
  const invalid = refusal === null ? [] : invalidNames(names, refusal);
  return Object.fromEntries(invalid.map((name) => [name, { type: "refused" }]));
}
