import type { FieldMessage } from "@/lib/contract/errors";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";
import type { en } from "../messages/en/refusal";
import { ALIKE, type FormField, type WordedKey, worded } from "../messages/wording";

type Texts = typeof en;

/** Why a form was not taken: a refusal, or no answer at all. */
export type FormFailure = FormRefusal | { readonly kind: "network" };

/** The sentences below an input. */
export function fieldText(
  language: Language,
  texts: Texts,
  field: FormField,
  messages: readonly FieldMessage[],
): string {
  const sentences = messages.map((message) => sentence(language, texts, field, message));
  // Two rules can ask for the same: a name with a character that nobody can type.
  return [...new Set(sentences)].join(" ");
}

function sentence(
  language: Language,
  refusalTexts: Texts,
  field: FormField,
  { key, params = {} }: FieldMessage,
): string {
  if (isAlike(key)) {
    const kind = ALIKE[key];
    if (kind === "missing") return refusalTexts.missing[field];
    return worded(language, kind === "unusable" ? refusalTexts.unusable : refusalTexts.unreadable, {
      field: refusalTexts.names[field],
    });
  }
  // A server that is newer than the page may say what this does not know.
  return worded(language, refusalTexts.wrong[key] ?? refusalTexts.unreadable, {
    field: refusalTexts.names[field],
    value: valueIn(refusalTexts, String(Object.values(params)[0] ?? "")),
  });
}

/** A parameter of a message: a number, or another field. */
function valueIn(refusalTexts: Texts, value: string): string | number {
  return Object.hasOwn(refusalTexts.names, value) ? refusalTexts.names[value as FormField] : Number(value);
}

function isAlike(key: FieldMessage["key"]): key is Exclude<FieldMessage["key"], WordedKey> {
  return Object.hasOwn(ALIKE, key);
}

/** The sentence above a form, for what is wrong with none of its fields; how long to wait comes beside it. */
export function alertText(refusalTexts: Texts, failure: FormFailure): string {
  if (failure.kind === "network") return refusalTexts.network;
  return (failure.kind === "detail" ? refusalTexts.codes[failure.code] : null) ?? refusalTexts.unreadable;
}
