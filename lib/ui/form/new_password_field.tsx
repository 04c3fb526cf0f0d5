"use client";

import type { ComponentProps } from "react";
import type { PasswordRules } from "@/lib/pages/password_rules";
import { IntlText } from "../intl_text";
import { useLanguage } from "../language";
import { worded } from "../messages/wording";
import { useFormTexts } from "./form_texts";
import styles from "./new_password_field.module.css";
import { PasswordField } from "./password_field";
import { judged, passwordHints } from "./password_hints";

type Props = ComponentProps<typeof PasswordField> & {
  rules: PasswordRules;
  /** What is typed so far. */
  password: string;
};

/** The field for a new password, with the rules that it must keep to below it, before one is broken. */
export function NewPasswordField({ rules, password, ...props }: Props) {
  const rulesId = `${props.id}-rules`;
  const hasRules = Object.values(rules).some(Boolean);
  const describedBy = [props.describedBy, hasRules ? rulesId : undefined].filter(Boolean).join(" ");
  return (
    <div className={styles.group}>
      <PasswordField
        {...props}
        {...passwordHints(rules)}
        autoComplete="new-password"
        describedBy={describedBy === "" ? undefined : describedBy}
      />
      {hasRules && <Rules id={rulesId} rules={rules} password={password} />}
    </div>
  );
}

function Rules({ id, rules, password }: { id: string; rules: PasswordRules; password: string }) {
  const language = useLanguage();
  const { form } = useFormTexts();
  const kept = judged(password, rules);
  const others = otherRules(form.rules, rules);
  return (
    <div id={id} className={styles.rules}>
      {kept.minLength !== null && (
        <Rule kept={kept.minLength}>
          {worded(language, form.rules.minLength, { value: rules.minLength ?? 0 })}
        </Rule>
      )}
      {kept.notOnlyDigits !== null && <Rule kept={kept.notOnlyDigits}>{form.rules.notOnlyDigits}</Rule>}
      {others !== null && <p>{others}</p>}
    </div>
  );
}

/** Those that only the server can judge, in one sentence. */
function otherRules(
  rules: ReturnType<typeof useFormTexts>["form"]["rules"],
  { notCommon, notSimilar }: PasswordRules,
): string | null {
  if (notCommon && notSimilar) return rules.notCommonNorSimilar;
  if (notCommon) return rules.notCommon;
  return notSimilar ? rules.notSimilar : null;
}

/** A rule with a circle, which becomes a tick once it is kept. Screen readers find that in the field's description. */
function Rule({ kept, children }: { kept: boolean; children: string }) {
  const { form } = useFormTexts();
  return (
    <p className={styles.rule} data-kept={kept}>
      <svg viewBox="0 0 16 16" aria-hidden="true" className={styles.mark}>
        {kept ? <path d="m3 8.5 3.2 3.2L13 4.8" /> : <circle cx="8" cy="8" r="4.5" />}
      </svg>
      <span>
        <IntlText>{children}</IntlText>
        {kept && <span className="visually-hidden"> ({form.rules.kept})</span>}
      </span>
    </p>
  );
}
