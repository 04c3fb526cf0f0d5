"use client";

import { changeAddress } from "../account/change_address";
import { useConfirmed } from "../confirm/confirmed";
import { useChangeForm } from "../form/use_change_form";
import { useLanguage, useTexts } from "../language";
import { secondFactorTexts } from "../messages/second_factor";
import { ChangeForm } from "./change_form";
import { CodeField } from "./code_field";
import type { SectionProps } from "./opened";

/** Takes the app out of use. */
export function TotpRemoval({ user, refusal, open, done }: SectionProps) {
  const language = useLanguage();
  const texts = useTexts(secondFactorTexts);
  const send = useConfirmed();
  const address = changeAddress("/user/totp", { method: "DELETE", user: user.id });
  const change = useChangeForm({
    names: ["code"],
    refusal,
    send: (body) => send(address, { method: "DELETE", language, body }),
    onDone: () => done(texts.isOff),
  });
  return (
    <ChangeForm
      {...change}
      action={address}
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
