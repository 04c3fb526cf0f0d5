import { type AccountShape, signInField } from "@/lib/contract/account_shape";
import type { Language } from "@/lib/contract/language";
import { formTexts } from "../messages/form";
import { modePageTexts } from "../messages/mode_page";
import { refusalTexts } from "../messages/refusal";

/** The texts of a form of a mode, in which a sign-in asks for what SIGN_IN_BY says. */
export function textsFor(language: Language, task: "signin" | "signup", shape: AccountShape) {
  const form = formTexts[language];
  const refusal = refusalTexts[language];
  const by = signInField(shape) === "email" ? "email" : shape.signInBy;
  if (task === "signup" || by === "username") return { form, refusal };
  const modePage = modePageTexts[language];
  const asked = modePage.signInBy[by];
  const field = signInField(shape);
  return {
    form: { ...form, [field]: asked.label },
    refusal: {
      ...refusal,
      missing: { ...refusal.missing, [field]: asked.missing },
      codes: { ...refusal.codes, no_active_account: asked.wrong },
    },
  };
}
