"use client";

import { type FormEvent, useState } from "react";
import { useForm } from "react-hook-form";
import type { z } from "@/lib/contract/zod";
import type { Failure } from "../client/send";
import { sendFor } from "../client/send_for";
import { announceTokenChange } from "../client/token_changes";
import { useLanguage, useTexts } from "../language";
import { formTexts } from "../messages/form";
import type { Mode } from "../mode";
import { contractMessages, contractResolver, type FormValues } from "./contract_resolver";
import { ALERT_ID } from "./credential_form";
import { failureText } from "./failure_text";
import { fieldText } from "./field_text";
import type { FormErrors } from "./form_errors";
import { useSubmission } from "./use_submission";

type Setup<S extends z.ZodObject> = {
  /** The schema that the endpoint validates with. */
  schema: S;
  mode: Mode;
  task: "signin" | "signup";
  next: string;
  /** Shown until the form is sent: why it was refused when the browser sent it without scripts. */
  initialErrors: FormErrors | null;
};

/** Validates and sends a form. Errors are shown at their fields or above the form; success loads the next page. */
export function useCredentialForm<S extends z.ZodObject>(setup: Setup<S>) {
  const { schema, mode, task, next } = setup;
  const names = Object.keys(schema.shape);
  const language = useLanguage();
  const texts = useTexts(formTexts);
  const submission = useSubmission();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sentAgain, setSentAgain] = useState(false);
  // No default values: they would overwrite what was typed or filled in before this script ran.
  const { register, handleSubmit, setValue, setError, setFocus, formState } = useForm<
    FormValues,
    unknown,
    z.output<S>
  >({
    resolver: contractResolver(schema),
    mode: "onSubmit",
    reValidateMode: "onChange",
  });

  async function submit(body: z.output<S>) {
    if (!submission.begin()) return;
    setFailure(null);
    const result = await sendFor(mode, task, { language, body });
    if (result.ok) {
      if (mode === "token") announceTokenChange();
      // A full load: nothing that the router has cached for the user before may be shown to this one.
      window.location.assign(next);
      return;
    }
    submission.end();
    showFailure(result.failure);
  }

  function showFailure(failed: Failure) {
    const invalid = failed.kind === "fields" ? names.filter((name) => failed.fields[name] !== undefined) : [];
    if (failed.kind === "fields" && invalid[0] !== undefined) {
      for (const name of invalid)
        setError(name, { type: "server", message: (failed.fields[name] ?? []).join(" ") });
      setFocus(invalid[0]);
      return;
    }
    setFailure(failed);
    if (failed.kind === "detail" && failed.code === "no_active_account") {
      // The username is probably right, and a wrong password is quicker to retype than to correct.
      setValue("password", "");
      setFocus("password");
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    setSentAgain(true);
    // A password manager may fill inputs without firing events.
    for (const name of names) {
      const input = event.currentTarget.elements.namedItem(name);
      if (input instanceof HTMLInputElement) setValue(name, input.value);
    }
    void handleSubmit(submit)(event);
  }

  const initial = sentAgain ? null : setup.initialErrors;
  // The inputs of a refused form are empty: where no field is invalid, the first one is to be filled in.
  const firstToFill = initial === null ? null : (names.find((name) => initial.fields[name]) ?? names[0]);

  function errorOf(name: string): string | undefined {
    const error = formState.errors[name];
    if (error === undefined) return initial?.fields[name];
    const found = contractMessages(error);
    // Errors of the server are sentences already.
    return found === null ? error.message : fieldText(language, found);
  }

  const alert = failure === null ? (initial?.alert ?? null) : failureText(texts, failure);

  /** The props of an input. */
  function field(name: string) {
    const first = name === firstToFill;
    return {
      ...register(name),
      id: name,
      error: errorOf(name),
      autoFocus: first,
      // Screen readers do not announce an alert that the page has from the start.
      describedBy: first && initial?.alert ? ALERT_ID : undefined,
    };
  }

  return { field, onSubmit, busy: submission.busy, alert };
}
