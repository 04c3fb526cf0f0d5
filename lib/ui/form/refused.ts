import type { Message } from "@/lib/contract/errors";
import { codeText, type FormRefusal, readRefusal, refusalText } from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";
import { messages } from "../messages/messages";
import type { Query } from "../next_of";
import { failureText } from "./failure_text";

/** What a form says that came back refused, without a script having run: the same sentences at the same places. */
export type Refused = {
  fields: Readonly<Record<string, string>>;
  alert: string | null;
};

export async function refusedOf(query: Query, language: Language): Promise<Refused | null> {
  const refusal = readRefusal(await query);
  return refusal === null
    ? null
    : { fields: checkFields(refusal, language), alert: alertOf(refusal, language) };
}

function checkFields({ fields }: FormRefusal, language: Language): Record<string, string> {
  const { fieldWords } = messages(language).form;
  const say = (message: Message) => fieldWords[message.key] ?? refusalText(language, message) ?? "";
  const said = Object.entries(fields).map(([name, wrong]) => [name, wrong.map(say).join(" ").trim()]);
  return Object.fromEntries(said.filter(([, sentence]) => sentence !== ""));
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
