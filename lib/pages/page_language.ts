import type { Language } from "@/lib/contract/language";
import { LANGUAGE_COOKIE, languageOfPage } from "@/lib/contract/language_cookie";
import { pageRequest } from "./page_request";

/** The language of the page that is being rendered. */
export async function pageLanguage(): Promise<Language> {
  const { scope, caller } = await pageRequest();
  const { language } = scope.settings;
  return languageOfPage(caller.cookie(LANGUAGE_COOKIE), caller.header("accept-language"), language);
}
