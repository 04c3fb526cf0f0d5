import type { Language } from "../../contract/language";
import { en, type Messages } from "./en";
import { ko } from "./ko";

const all: Record<Language, Messages> = { en, ko };

export function messages(language: Language): Messages {
  return all[language];
}
