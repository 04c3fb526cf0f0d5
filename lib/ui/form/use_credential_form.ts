"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import type { z } from "@/lib/contract/zod";
import { type Failure, send } from "../client/send";
import { announceSignIn } from "../client/this_tab";
import { keepTokens, tokensIn } from "../client/tokens";
import { useLanguage, useMessages } from "../language";
import { contractMessages, contractResolver, type FormValues } from "./contract_resolver";
import { ALERT_ID } from "./credential_form";
import { failureText } from "./failure_text";
import { fieldText } from "./field_text";
import type { Refused } from "./refused";

type Setup<S extends z.ZodObject> = {
  /** The schema that the endpoint checks with. */
  schema: S;
  endpoint: string;
  next: string;
  /** What was wrong when the form was sent without a script. */
  refused: Refused | null;
};

/** Checks, sends, and puts every answer where it belongs: on its field, above the form, or on the next page. */
export function useCredentialForm<S extends z.ZodObject>(setup: Setup<S>) {
  const { schema, endpoint, next } = setup;
  const names = Object.keys(schema.shape);
  const language = useLanguage();
  const texts = useMessages();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sentAgain, setSentAgain] = useState(false);
  const sending = useRef(false);
  // No default values: what was typed or filled in before this script ran stays in its input.
  const { register, handleSubmit, setValue, setError, setFocus, formState } = useForm<
    FormValues,
    unknown,
    z.output<S>
  >({
    resolver: contractResolver(schema),
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

  async function submit(body: z.output<S>) {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setFailure(null);
    const answer = await send(endpoint, { language, body });
    if (answer.ok) {
      if (endpoint.includes("jwt")) keepFrom(answer.body);
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
      setValue("password", "");
      setFocus("password");
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    setSentAgain(true);
    // A password manager may fill inputs without telling anyone.
    for (const name of names) {
      const input = event.currentTarget.elements.namedItem(name);
      if (input instanceof HTMLInputElement) setValue(name, input.value);
    }
    void handleSubmit(submit)(event);
  }

  const before = sentAgain ? null : setup.refused;
  // Nothing of what was typed comes back with a refusal: where no field was wrong, all of them start anew.
  const firstToMend = before === null ? null : (names.find((name) => before.fields[name]) ?? names[0]);

  function errorOf(name: string): string | undefined {
    const error = formState.errors[name];
    if (error === undefined) return before?.fields[name];
    const found = contractMessages(error);
    // The server has worded its errors already.
    return found === null ? error.message : fieldText(language, found);
  }

  const alert = failure === null ? (before?.alert ?? null) : failureText(texts, failure);

  /** What an input of the form needs to know. */
  function field(name: string) {
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

/** Tokens come in the body only where no cookie carries them; then this tab keeps them. */
function keepFrom(body: unknown): void {
  const tokens = tokensIn(body, null);
  keepTokens(tokens);
  if (tokens === null) announceSignIn();
}
