import type { FieldMessage } from "@/lib/contract/errors";
import type { SignUpInput } from "@/lib/contract/fields";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { en } from "../messages/en/refusal";

type Texts = typeof en;

/** The fields of our forms: those of a sign-up, of which a sign-in has some. */
export type FormField = keyof SignUpInput;

/** Why a form was not taken: a refusal, or no answer at all. */
export type FormFailure = FormRefusal | { readonly kind: "network" };

/** The sentences below an input. */
export function fieldText(refusalTexts: Texts, field: FormField, messages: readonly FieldMessage[]): string {
  const sentences = messages.map(({ key, params = {} }) =>
    refusalTexts.wrong[key](field, String(Object.values(params)[0] ?? "")),
  );
  // Two rules can ask for the same: a name with a character that nobody can type.
  return [...new Set(sentences)].join(" ");
}

/** The sentence above a form, for what is wrong with none of its fields; how long to wait comes beside it. */
export function alertText(refusalTexts: Texts, failure: FormFailure): string {
  if (failure.kind === "network") return refusalTexts.network;
  return failure.kind === "fields" ? refusalTexts.unreadable : refusalTexts.codes[failure.code];
}
