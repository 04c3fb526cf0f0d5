import type { FieldMessageKey } from "@/lib/contract/field_messages";
import type { SignUpInput } from "@/lib/contract/fields";
import type { Language } from "@/lib/contract/language";
import { isOne, numberFormat } from "../intl";

/** The fields of our forms: those of a sign-up, of which a sign-in has some, and the code of a second factor. */
export type FormField = keyof SignUpInput | "code";

/** A text with `{name}` for values. Of two, `one` is for one of what `{value}` counts. */
export type Wording = string | { readonly one: string; readonly other: string };

/** Keys that all fields word alike; the page chooses the text by their kind. */
export const ALIKE = {
  required: "missing",
  null: "missing",
  blank: "missing",
  invalid_integer: "missing",
  max_string_length: "missing",
  invalid_string: "unusable",
  invalid_value: "unusable",
  invalid_boolean: "unusable",
  null_characters: "unusable",
  surrogate_characters: "unusable",
  no_data: "unreadable",
  not_a_dictionary: "unreadable",
  token_blacklisted: "unreadable",
  // Our forms have no such field, and name an account once.
  not_stored: "unreadable",
  names_differ: "unreadable",
} as const satisfies Partial<Record<FieldMessageKey, string>>;

/** Keys that have words of their own. */
export type WordedKey = Exclude<FieldMessageKey, keyof typeof ALIKE>;

/** The text with its values put in; a number as the language writes it. */
export function worded(
  language: Language,
  wording: Wording,
  values: Readonly<Record<string, string | number>>,
): string {
  const text = typeof wording === "string" ? wording : formFor(language, wording, Number(values.value));
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? "";
    return typeof value === "number" ? numberFormat(language).format(value) : value;
  });
}

function formFor(language: Language, { one, other }: Exclude<Wording, string>, count: number): string {
  return isOne(language, count) ? one : other;
}
