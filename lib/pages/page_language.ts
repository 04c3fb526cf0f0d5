import { type Language, pickLanguage } from "@/lib/contract/language";
import { pageCall } from "./page_call";

/** Django's LANGUAGE_COOKIE_NAME: a Django beside us understands the choice, too. */
const LANGUAGE_COOKIE = "django_language";

/** The language of a page: what the visitor chose, else what their browser asks for, else LANGUAGE_CODE. */
export async function pageLanguage(): Promise<Language> {
  const { cookie, header, settings } = await pageCall();
  const chosen = cookie(LANGUAGE_COOKIE);
  return chosen === "en" || chosen === "ko"
    ? chosen
    : pickLanguage(header("accept-language"), settings.language);
}
