"use client";

import { useTexts } from "../language";
import { secondFactorTexts } from "../messages/second_factor";
import { ChangeForm } from "./change_form";
import { CodeField } from "./code_field";
import type { SectionProps } from "./opened";
import { recoveryCodesIn } from "./recovery_codes_in";
import { useFactorForm } from "./use_factor_form";

type Props = SectionProps & { show: (codes: readonly string[]) => void };

/** Makes new recovery codes. Needs scripts: they are in the answer, and nowhere else. */
export function RecoveryCodesForm({ user, open, done, show }: Props) {
  const texts = useTexts(secondFactorTexts);
  const change = useFactorForm({
    path: "/user/recovery_codes",
    asksForCode: true,
    user,
    onAnswer: (body) => show(recoveryCodesIn(body)),
    onDone: () => done(texts.areRenewed),
  });
  return (
    <ChangeForm {...change} button={texts.renew} busyText={texts.renewing} onCancel={() => open(null)}>
      <p>{texts.aboutRenewing}</p>
      <noscript>
        <p>{texts.needsScripts}</p>
      </noscript>
      <CodeField {...change.field("code")} />
    </ChangeForm>
  );
}
