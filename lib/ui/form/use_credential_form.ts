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
import type { Refused } from "./refused";

type Values = { username: string; password: string };

type Setup<V extends Values> = {
  /** A zod schema of the contract: the very one that the endpoint checks with. */
  schema: z.ZodType;
  names: readonly FieldPath<V>[];
  mode: Mode;
  task: "signin" | "signup";
  next: string;
  /** What was wrong when the form was sent without a script. */
  refused: Refused | null;
  body: (values: V) => Record<string, unknown>;
};

/** Checks, sends, and puts every answer where it belongs: on its field, above the form, or on the next page. */
export function useCredentialForm<V extends Values>(setup: Setup<V>) {
  const { schema, names, mode, task, next, body } = setup;
  const language = useLanguage();
  const texts = useMessages();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sentAgain, setSentAgain] = useState(false);
  const sending = useRef(false);
  // No default values: what was typed or filled in before this script ran stays in its input.
  const { register, handleSubmit, setValue, setError, setFocus, formState } = useForm<V>({
    resolver: zodResolver(schema as z.ZodType<V, V>, undefined, { raw: true }) as Resolver<V>,
    mode: "onSubmit",
    reValidateMode: "onChange",
  });

  // Coming back with the back button may show the page as it was left: busy.
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
    const answer = await (mode === "token" ? withTokenLock(request) : request());
    if (answer.ok) {
      if (mode === "token") announceTokenChange();
      // A full load: nothing of the page before, cached or shown, belongs to whoever is signed in now.
      window.location.assign(next);
      return;
    }
    sending.current = false;
    setBusy(false);
    place(answer.failure);
  }

  function place(refused: Failure) {
    const wrong = refused.kind === "fields" ? names.filter((name) => refused.fields[name] !== undefined) : [];
    if (refused.kind === "fields" && wrong.length > 0) {
      for (const name of wrong)
        setError(name, { type: "server", message: (refused.fields[name] ?? []).join(" ") });
      const first = wrong[0];
      if (first !== undefined) setFocus(first);
      return;
    }
    setFailure(refused);
    if (refused.kind === "detail" && refused.code === "no_active_account") {
      // The username is probably right, and a wrong password is quicker typed anew than mended.
      setValue("password" as Path<V>, "" as never);
      setFocus("password" as Path<V>);
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    setSentAgain(true);
    // A password manager may fill inputs without telling anyone.
    for (const name of names) {
      const input = event.currentTarget.elements.namedItem(name);
      if (input instanceof HTMLInputElement) setValue(name, input.value as never);
    }
    void handleSubmit(submit)(event);
  }

  const before = sentAgain ? null : setup.refused;
  // Nothing of what was typed comes back with a refusal: where no field was wrong, all of them start anew.
  const firstToMend = before === null ? null : (names.find((name) => before.fields[name]) ?? names[0]);

  function errorOf(name: FieldPath<V>): string | undefined {
    const error: unknown = formState.errors[name];
    if (!isRecord(error) || typeof error.message !== "string") return before?.fields[name];
    // The server has worded its errors already; the schema's are keys.
    if (error.type === "server") return error.message;
    return texts.form.fieldWords[error.message] ?? fieldText(language, error.message);
  }

  const alert = failure === null ? (before?.alert ?? null) : failureText(texts, failure);

  /** What an input of the form needs to know. */
  function field(name: FieldPath<V>) {
    const first = name === firstToMend;
    return {
      ...register(name),
      id: name,
      error: errorOf(name),
      autoFocus: first,
      // What stands in a page from the start is not read as an alert.
      describedBy: first && before?.alert ? ALERT_ID : undefined,
    };
  }

  return { field, onSubmit, busy, alert };
}
