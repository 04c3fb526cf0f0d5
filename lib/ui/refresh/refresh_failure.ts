import { readRefusal } from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";
import { alertText } from "../form/refusal_text";
import { refusalTexts } from "../messages/refusal";
import type { SearchParams } from "../search_params";

/** Why a refresh failed that the browser sent without scripts; null where none did. */
export async function refreshFailure(searchParams: SearchParams, language: Language): Promise<string | null> {
  const refusal = readRefusal(await searchParams);
  return refusal === null ? null : alertText(refusalTexts[language], refusal);
}
