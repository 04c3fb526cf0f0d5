import { fieldName } from "./field_names";
import type { Language } from "./language";
import { en, type MessageKey } from "./messages/en";
import { ko } from "./messages/ko";

export type { Language } from "./language";
export type { MessageKey } from "./messages/en";

type Params = Readonly<Record<string, string | number>>;

const CATALOGUES: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, ko };

/**
 * The text of a message in a language, with its parameters put in. `field` is the key of another field, which is named in
 * that language.
 *
 * Values are inserted as they are: braces in them have no meaning. A missing parameter leaves its placeholder in the text,
 * because wording an error must not throw another one.
 *
 * @param key the message; the English catalogue says which parameters it takes
 * @param params values by placeholder name
 */
export function text(language: Language, key: MessageKey, params: Params = {}): string {
  return CATALOGUES[language][singular(key, params)].replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) return placeholder;
    return name === "field" ? fieldName(language, String(value)) : String(value);
  });
}

/** The only message with a singular form (ngettext in Django's MinimumLengthValidator). */
function singular(key: MessageKey, params: Params): MessageKey {
  return key === "password_too_short" && Number(params.min_length) === 1 ? "password_too_short_one" : key;
}
