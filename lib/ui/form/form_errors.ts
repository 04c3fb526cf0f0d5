import { codeText, type FormRefusal, readRefusal } from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";
import { formTexts } from "../messages/form";
import type { SearchParams } from "../search_params";
import { failureText } from "./failure_text";
import { fieldText } from "./field_text";

/** Why a form was refused that the browser sent without scripts, in the sentences that a script would show. */
export type FormErrors = {
  /** By field name. */
  fields: Readonly<Record<string, string>>;
  alert: string | null;
};

/** Null where the page's query names no refusal. */
export async function formErrorsFrom(
  searchParams: SearchParams,
  language: Language,
): Promise<FormErrors | null> {
  const refusal = readRefusal(await searchParams);
  return refusal === null
    ? null
    : { fields: fieldErrors(refusal, language), alert: alertText(refusal, language) };
}

function fieldErrors({ fields }: FormRefusal, language: Language): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, errors]) => [name, fieldText(language, errors)]),
  );
}

export function alertText({ code, wait }: FormRefusal, language: Language): string | null {
  if (code === null) return null;
  return failureText(formTexts[language], {
    kind: "detail",
    status: code === "error" ? 500 : 400,
    code,
    detail: codeText(language, code) ?? "",
    retryAfter: wait,
  });
}
