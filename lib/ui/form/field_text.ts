import type { Message } from "@/lib/contract/errors";
import type { Language } from "@/lib/contract/language";
import { text } from "@/lib/contract/messages";
import { messages } from "../messages/messages";

/** What stands under an input: the contract's words, or the pages' own where those would read oddly there. */
export function fieldText(language: Language, wrong: readonly Message[]): string {
  const { fieldWords } = messages(language).form;
  return wrong.map(({ key, params }) => fieldWords[key] ?? text(language, key, params)).join(" ");
}
