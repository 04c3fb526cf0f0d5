import { type Language, pickLanguage } from "@/lib/contract/language";
import { pageRequest } from "./page_request";

/** Django's LANGUAGE_COOKIE_NAME, so that a Django service on the same host uses the same language. */
const LANGUAGE_COOKIE = "django_language";

/** The language of a page: what the visitor chose, else what their browser asks for, else LANGUAGE_CODE. */
export async function pageLanguage(): Promise<Language> {
  const { scope, caller } = await pageRequest();
  const chosen = caller.cookie(LANGUAGE_COOKIE);
  return chosen === "en" || chosen === "ko"
    ? chosen
    : pickLanguage(caller.header("accept-language"), scope.settings.language);
}
