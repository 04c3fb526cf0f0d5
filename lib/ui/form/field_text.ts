import type { Message } from "@/lib/contract/errors";
import type { Language } from "@/lib/contract/language";
import { text } from "@/lib/contract/messages";
import { formTexts } from "../messages/form";

/** The sentence below an input: the contract's texts, or the pages' own where those read oddly there. */
export function fieldText(language: Language, errors: readonly Message[]): string {
  const { fieldTexts } = formTexts[language];
  return errors.map(({ key, params }) => fieldTexts[key] ?? text(language, key, params)).join(" ");
}
