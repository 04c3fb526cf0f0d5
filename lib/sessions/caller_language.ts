import type { Language } from "@/lib/contract/language";
import { LANGUAGE_COOKIE, languageOfPage } from "@/lib/contract/language_cookie";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "./caller";

/** The language that mails to a caller are written in: that of the pages they see. */
export function callerLanguage({ settings }: Scope, caller: Caller): Language {
  return languageOfPage(caller.cookie(LANGUAGE_COOKIE), caller.header("accept-language"), settings.language);
}
