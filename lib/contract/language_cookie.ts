import type { SetCookie } from "./cookie";
import { type Language, languageOf, pickLanguage } from "./language";

/** Django's LANGUAGE_COOKIE_NAME, so that a Django service on the same host uses the same language. */
export const LANGUAGE_COOKIE = "django_language";

/** Seconds. Django's cookie ends with the browser (LANGUAGE_COOKIE_AGE), and people would have to choose again. */
const YEAR = 365 * 24 * 60 * 60;

/**
 * The language of a page: what the visitor chose, else what their browser asks for, else LANGUAGE_CODE.
 * @param chosen the value of the language cookie; Django's codes, such as `en-gb`, count as well
 * @param acceptLanguage the Accept-Language header
 * @param fallback LANGUAGE_CODE
 */
export function languageOfPage(
  chosen: string | null,
  acceptLanguage: string | null,
  fallback: Language,
): Language {
  return languageOf(chosen ?? "") ?? pickLanguage(acceptLanguage, fallback);
}

/**
 * Remembers what a visitor chose. Scripts may read it, as with Django's LANGUAGE_COOKIE_HTTPONLY: the pages' switch sets it.
 * @param secure whether browsers reach the app over HTTPS
 */
export function languageCookie(language: Language, secure: boolean): SetCookie {
  const spec = { name: LANGUAGE_COOKIE, path: "/", httpOnly: false, secure, sameSite: "Lax" } as const;
  return { spec, value: language, maxAge: YEAR };
}
