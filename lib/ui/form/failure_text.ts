import type { Failure } from "../client/send";
import type { en } from "../messages/en/form";

type Texts = typeof en;

/** The sentence above a form for what is wrong with none of its fields. */
export function failureText(form: Texts, failure: Failure): string {
  if (failure.kind === "network") return form.network;
  if (failure.kind === "fields") return Object.values(failure.fields).flat().join(" ");
  if (failure.code === "no_active_account") return form.wrongCredentials;
  const text = textOf(form, failure);
  return failure.retryAfter === null ? text : `${text} ${wait(form, failure.retryAfter)}`;
}

function textOf(form: Texts, { code, detail, status }: Extract<Failure, { kind: "detail" }>): string {
  if (code === "throttled") return form.tooOften;
  return detail === "" || status === 500 ? form.serverTrouble : detail;
}

function wait(form: Texts, seconds: number): string {
  return seconds < 90 ? form.waitSeconds(Math.max(1, seconds)) : form.waitMinutes(Math.ceil(seconds / 60));
}
