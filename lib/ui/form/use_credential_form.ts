"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { type FieldPath, type Path, type Resolver, useForm } from "react-hook-form";
import type { z } from "zod";
import { fieldText } from "@/lib/contract/field_message";
import { type Failure, isRecord, send } from "../client/send";
import { withTokenLock } from "../client/token_lock";
import { announceTokenChange } from "../client/token_news";
import { useLanguage, useMessages } from "../language";
import { endpointOf, type Mode } from "../mode";
import { ALERT_ID } from "./credential_form";
import { failureText } from "./failure_text";
import type { FormErrors } from "./form_errors";

type Values = { username: string; password: string };

type Setup<V extends Values> = {
  /** The schema that the endpoint validates with. */
  schema: z.ZodType;
  names: readonly FieldPath<V>[];
  mode: Mode;
  task: "signin" | "signup";
  next: string;
  /** Shown until the form is sent: why it was refused when the browser sent it without scripts. */
  initialErrors: FormErrors | null;
  body: (values: V) => Record<string, unknown>;
};

/** Validates and sends a form. Errors are shown at their fields or above the form; success loads the next page. */
export function useCredentialForm<V extends Values>(setup: Setup<V>) {
  const { schema, names, mode, task, next, body } = setup;
  const language = useLanguage();
  const texts = useMessages();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sentAgain, setSentAgain] = useState(false);
  const sending = useRef(false);
  // No default values: they would overwrite what was typed or filled in before this script ran.
  const { register, handleSubmit, setValue, setError, setFocus, formState } = useForm<V>({
    resolver: zodResolver(schema as z.ZodType<V, V>, undefined, { raw: true }) as Resolver<V>,
    mode: "onSubmit",
    reValidateMode: "onChange",
  });

  // The back button may restore the page as it was left: busy.
  useEffect(() => {
    const wake = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      sending.current = false;
      setBusy(false);
    };
    window.addEventListener("pageshow", wake);
    return () => window.removeEventListener("pageshow", wake);
  }, []);

  async function submit(values: V) {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setFailure(null);
    const request = () => send(endpointOf(mode, task), { language, body: body(values) });
    const result = await (mode === "token" ? withTokenLock(request) : request());
    if (result.ok) {
      if (mode === "token") announceTokenChange();
      // A full load: nothing that the router has cached for the user before may be shown to this one.
      window.location.assign(next);
      return;
    }
    sending.current = false;
    setBusy(false);
    showFailure(result.failure);
  }

  function showFailure(result: Failure) {
    const invalid = result.kind === "fields" ? names.filter((name) => result.fields[name] !== undefined) : [];
    if (result.kind === "fields" && invalid.length > 0) {
      for (const name of invalid)
        setError(name, { type: "server", message: (result.fields[name] ?? []).join(" ") });
      const first = invalid[0];
      if (first !== undefined) setFocus(first);
      return;
    }
    setFailure(result);
    if (result.kind === "detail" && result.code === "no_active_account") {
      // The username is probably right, and a wrong password is quicker to retype than to correct.
      setValue("password" as Path<V>, "" as never);
      setFocus("password" as Path<V>);
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    setSentAgain(true);
    // A password manager may fill inputs without firing events.
    for (const name of names) {
      const input = event.currentTarget.elements.namedItem(name);
      if (input instanceof HTMLInputElement) setValue(name, input.value as never);
    }
    void handleSubmit(submit)(event);
  }

  const initial = sentAgain ? null : setup.initialErrors;
  // The inputs of a refused form are empty: where no field is invalid, the first one is to be filled in.
  const firstToFill = initial === null ? null : (names.find((name) => initial.fields[name]) ?? names[0]);

  function errorOf(name: FieldPath<V>): string | undefined {
    const error: unknown = formState.errors[name];
    if (!isRecord(error) || typeof error.message !== "string") return initial?.fields[name];
    // Errors of the server are sentences; those of the schema are keys.
    if (error.type === "server") return error.message;
    return texts.form.fieldTexts[error.message] ?? fieldText(language, error.message);
  }

  const alert = failure === null ? (initial?.alert ?? null) : failureText(texts, failure);

  /** The props of an input. */
  function field(name: FieldPath<V>) {
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

  return { field, onSubmit, busy, alert };
}
