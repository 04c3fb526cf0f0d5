import { type FormRefusal, readRefusal } from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";
import { alertOf } from "../form/refused";
import { messages } from "../messages/messages";
import type { Query } from "../next_of";

/** What a button of the account page has to say when it was refused, without a script having run. */
export async function noticeOf(query: Query, language: Language): Promise<string | null> {
  const refusal = readRefusal(await query);
  if (refusal?.code == null) return null;
  return isTrouble(refusal) ? alertOf(refusal, language) : messages(language).account.nobody.notFound;
}

/** Who signs out has no refusals to hear; what is left is trouble of ours, or a refresh token that is no good. */
function isTrouble({ code }: FormRefusal): boolean {
  return code === "error" || code === "unavailable";
}
