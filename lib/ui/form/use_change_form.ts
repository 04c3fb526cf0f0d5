"use client";

import { type FormEvent, useRef, useState } from "react";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { SendResult } from "../client/send";
import { useLanguage } from "../language";
import type { FormField } from "../messages/wording";
import { useFormTexts } from "./form_texts";
import { type FormFailure, fieldText } from "./refusal_text";
import { useSubmission } from "./use_submission";

/** A field of a form for changes, and the field of a sign-up whose words it has. */
const WORDED_AS = {
  username: "username",
  email: "email",
  age: "age",
  password: "password",
  old_password: "password",
  new_password: "password",
  code: "code",
} as const satisfies Record<string, FormField>;

export type ChangeField = keyof typeof WORDED_AS;

type Setup = {
  /** In their order on the page. */
  names: readonly ChangeField[];
  /** What a form without scripts was refused with; what is wrong with other forms' fields is left out. */
  refusal: FormRefusal | null;
  send: (values: Readonly<Partial<Record<ChangeField, string>>>) => Promise<SendResult>;
  onDone: () => void;
};

/** A form that changes something of the account. Like the forms of a sign-in it leaves all checks to the endpoint. */
export function useChangeForm({ names, refusal, send, onDone }: Setup) {
  const language = useLanguage();
  const texts = useFormTexts().refusal;
  const submission = useSubmission();
  const form = useRef<HTMLFormElement>(null);
  const [failure, setFailure] = useState<FormFailure | null>(refusal?.kind === "fields" ? refusal : null);
  /** Fields that were changed since they were refused. */
  const [changed, setChanged] = useState<readonly ChangeField[]>([]);

  async function submit() {
    if (form.current === null || !submission.begin()) return;
    const data = new FormData(form.current);
    setFailure(null);
    const result = await send(Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? "")])));
    submission.end();
    if (result.ok) onDone();
    else if (!isCancelled(result)) show(result.failure);
  }

  function show(failed: FormFailure) {
    setFailure(failed);
    setChanged([]);
    const [first] = invalidIn(names, failed);
    const input = first === undefined ? null : form.current?.elements.namedItem(first);
    if (input instanceof HTMLInputElement) input.focus();
  }

  function errorOf(name: ChangeField): string | undefined {
    const messages = failure?.kind === "fields" && !changed.includes(name) ? failure.fields[name] : undefined;
    return messages === undefined ? undefined : fieldText(language, texts, WORDED_AS[name], messages);
  }

  /** The props of an input. */
  function field(name: ChangeField) {
    return {
      name,
      id: name,
      error: errorOf(name),
      onChange: () => setChanged((known) => (known.includes(name) ? known : [...known, name])),
    };
  }

  const isAboveForm = failure !== null && invalidIn(names, failure).length === 0 && failure !== refusal;
  return {
    form,
    field,
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      void submit();
    },
    busy: submission.busy,
    alert: isAboveForm ? failure : null,
  };
}

/** Whoever was asked for the password has closed the question: what was typed stays. */
function isCancelled({ failure }: SendResult & { ok: false }): boolean {
  return failure.kind === "detail" && failure.code === "confirm_required";
}

function invalidIn(names: readonly ChangeField[], failure: FormFailure): readonly ChangeField[] {
  return failure.kind === "fields" ? names.filter((name) => failure.fields[name] !== undefined) : [];
}
