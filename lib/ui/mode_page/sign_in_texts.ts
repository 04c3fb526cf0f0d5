import { type AccountShape, signInField } from "@/lib/contract/account_shape";
import type { Language } from "@/lib/contract/language";
import { formTexts } from "../messages/form";
import { modePageTexts } from "../messages/mode_page";
import { refusalTexts } from "../messages/refusal";

/** The texts of a form of a mode, in which a sign-in asks for what SIGN_IN_BY says, and a sign-up for SIGNUP_FIELDS. */
export function textsFor(language: Language, task: "signin" | "signup", shape: AccountShape) {
  const form = formTexts[language];
  const refusal = refusalTexts[language];
  const by = signInField(shape) === "email" ? "email" : shape.signInBy;
  const modePage = modePageTexts[language];
  if (task === "signup") {
    const only = onlyName(shape);
    if (only === null) return { form, refusal };
    const passwordRules = modePage.passwordRules[only];
    const rules = {
      ...form.rules,
      notCommonNorSimilar: passwordRules.notCommonNorSimilar,
      notSimilar: passwordRules.notSimilar,
    };
    return { form: { ...form, rules }, refusal };
  }
  if (by === "username") return { form, refusal };
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

/** What a sign-up names the account by, where it is one of username and address. */
function onlyName({ signUp }: AccountShape): "username" | "email" | null {
  if (signUp.username === "no") return "email";
  return signUp.email === "no" ? "username" : null;
}
