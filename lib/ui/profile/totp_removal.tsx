"use client";

import { useTexts } from "../language";
import { secondFactorTexts } from "../messages/second_factor";
import { ChangeForm } from "./change_form";
import { CodeField } from "./code_field";
import type { SectionProps } from "./opened";
import { useFactorForm } from "./use_factor_form";

/** Takes the app out of use. */
export function TotpRemoval({ user, refusal, open, done }: SectionProps) {
  const texts = useTexts(secondFactorTexts);
  const change = useFactorForm({
    path: "/user/totp",
    method: "DELETE",
    asksForCode: true,
    user,
    refusal,
    onDone: () => done(texts.isOff),
  });
  return (
    <ChangeForm
      {...change}
      button={texts.remove}
      look="danger"
      busyText={texts.removing}
      onCancel={() => open(null)}
    >
      <p>{texts.aboutRemoving}</p>
      <CodeField {...change.field("code")} />
    </ChangeForm>
  );
}
