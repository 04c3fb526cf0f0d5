import { codeText, type FormRefusal, readRefusal } from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";
import { messages } from "../messages/messages";
import type { Query } from "../next_of";
import { failureText } from "./failure_text";
import { fieldText } from "./field_text";

/** What a form says that came back refused, without a script having run: the same sentences at the same places. */
export type Refused = {
  fields: Readonly<Record<string, string>>;
  alert: string | null;
};

export async function refusedOf(query: Query, language: Language): Promise<Refused | null> {
  const refusal = readRefusal(await query);
  return refusal === null
    ? null
    : { fields: fieldTexts(refusal, language), alert: alertOf(refusal, language) };
}

function fieldTexts({ fields }: FormRefusal, language: Language): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, wrong]) => [name, fieldText(language, wrong)]),
  );
}

export function alertOf({ code, wait }: FormRefusal, language: Language): string | null {
  if (code === null) return null;
  return failureText(messages(language), {
    kind: "detail",
    status: code === "error" ? 500 : 400,
    code,
    detail: codeText(language, code) ?? "",
    retryAfter: wait,
  });
}
