"use client";

import { type FormEvent, useLayoutEffect, useState } from "react";
import { type FieldErrors, useForm } from "react-hook-form";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { FormState } from "@/lib/pages/form_state";
import { sendFor } from "../client/send_for";
import { useHydrated } from "../client/use_hydrated";
import { useLanguage } from "../language";
import type { FormField } from "../messages/wording";
import { type FormTask, formPage, type Mode, verifyPage } from "../mode";
import { ALERT_ID } from "./form_alert";
import { useFormTexts } from "./form_texts";
import { type FormValues, keepValues, takeValues } from "./kept_values";
import { type FormFailure, fieldText } from "./refusal_text";
import { useSubmission } from "./use_submission";

type Setup = FormState & {
  /** In their order on the page. */
  names: readonly FormField[];
  mode: Mode;
  task: FormTask;
  /** Carried on to further pages, where it is not the usual one. */
  next: string | undefined;
  /** The next page: `next` or the usual one. Checked by the server. */
  destination: string;
};

/**
 * Sends a form, which the endpoint alone checks: all that is wrong comes in one answer, and is the same without scripts.
 * Success loads the next page.
 */
export function useCredentialForm({ names, mode, task, next, destination, refusal, typed }: Setup) {
  const language = useLanguage();
  const texts = useFormTexts().refusal;
  const hydrated = useHydrated();
  const submission = useSubmission();
  const [failure, setFailure] = useState<FormFailure | null>(refusal);
  const [firstErrors] = useState(() => errorsOf(names, refusal));
  // No default values: they would overwrite what was typed or filled in before this script ran.
  const { register, handleSubmit, setValue, setError, setFocus, watch, formState } = useForm<FormValues>({
    // There are no rules here: a change only takes the error of its field away.
    mode: "onChange",
    shouldFocusError: false,
    errors: firstErrors,
  });

  useLayoutEffect(() => {
    const inputs = names.flatMap((name) => inputOf(name) ?? []);
    for (const [name, value] of Object.entries(takeValues(task))) setValue(name as FormField, value);
    return () => keepValues(task, Object.fromEntries(inputs.map(({ name, value }) => [name, value])));
  }, [names, task, setValue]);

  async function submit(values: FormValues) {
    if (!submission.begin()) return;
    setFailure(null);
    const result = await sendFor(mode, task, { language, body: filledIn(values) });
    if (result.ok) {
      // A full load: nothing that the router has cached for the user before may be shown to this one.
      window.location.assign(destination);
      return;
    }
    if (asksForCode(result.failure)) {
      window.location.assign(formPage(mode, "totp", next));
      return;
    }
    if (asksForVerification(result.failure)) {
      window.location.assign(verifyPage(formPage(mode, "signin", next)));
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
    return fieldText(language, texts, name, failure.fields[name] ?? []);
  }

  const firstToFill = firstField({ names, task, refusal, typed });

  /** The props of an input. */
  function field(name: FormField) {
    const first = name === firstToFill;
    return {
      ...register(name),
      id: name,
      defaultValue: typedValue(typed, name),
      error: errorOf(name),
      // When the page is loaded only: who comes from the other mode's form by its link keeps the focus there.
      autoFocus: first && !hydrated,
      // Screen readers do not announce an alert that the page has from the start.
      describedBy: first && refusal?.kind === "detail" && failure === refusal ? ALERT_ID : undefined,
    };
  }

  const isAboveForm = failure !== null && invalidNames(names, failure).length === 0;
  return { field, watch, onSubmit, busy: submission.busy, alert: isAboveForm ? failure : null };
}

/** The input of a field, which has its name for an id. */
function inputOf(name: FormField): HTMLInputElement | null {
  const input = document.getElementById(name);
  return input instanceof HTMLInputElement ? input : null;
}

/**
 * What a page that was loaded begins with: the first invalid field of a refused form, else its first empty one, which the
 * password always is; the first field of a sign-in. A sign-up is read first.
 */
function firstField({ names, task, refusal, typed }: Pick<Setup, "names" | "task" | "refusal" | "typed">) {
  const invalid = refusal === null ? undefined : invalidNames(names, refusal)[0];
  if (refusal === null && task === "signup") return null;
  return invalid ?? names.find((name) => typedValue(typed, name) === undefined) ?? null;
}

function typedValue(typed: FormState["typed"], name: FormField): string | undefined {
  return name === "password" || name === "code" ? undefined : typed[name];
}

/** Whether the password was right, and a code is asked for. */
function asksForCode(failure: FormFailure): boolean {
  return failure.kind === "detail" && failure.code === "totp_required";
}

/** Whether the password was right, and the address has to be verified first. */
function asksForVerification(failure: FormFailure): boolean {
  return failure.kind === "detail" && failure.code === "email_verification_required";
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
