import type { Language } from "./language";
import { en, type MessageKey } from "./messages/en";
import { ko } from "./messages/ko";

export type { Language } from "./language";
export type { MessageKey } from "./messages/en";

const CATALOGUES: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, ko };

/**
 * The text of a message in a language, with its parameters put in.
 *
 * Parameters are put in once and as they are: braces inside of a value mean nothing. A parameter that is
 * missing leaves its placeholder standing, because the place that words an error must not fail itself.
 *
 * @param key the message; the English catalogue says which parameters it takes
 * @param params values by placeholder name
 */
export function text(
  language: Language,
  key: MessageKey,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return CATALOGUES[language][singular(key, params)].replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    return value === undefined ? placeholder : String(value);
  });
}

/** The one text that Django words differently for one (ngettext in its MinimumLengthValidator). */
function singular(key: MessageKey, params: Readonly<Record<string, string | number>>): MessageKey {
  return key === "password_too_short" && Number(params.min_length) === 1 ? "password_too_short_one" : key;
}
