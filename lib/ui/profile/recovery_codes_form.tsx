"use client";

import { changeAddress } from "../account/change_address";
import { useConfirmed } from "../confirm/confirmed";
import { useChangeForm } from "../form/use_change_form";
import { useLanguage, useTexts } from "../language";
import { secondFactorTexts } from "../messages/second_factor";
import { ChangeForm } from "./change_form";
import { CodeField } from "./code_field";
import type { SectionProps } from "./opened";
import { recoveryCodesIn } from "./recovery_codes_in";

type Props = SectionProps & { show: (codes: readonly string[]) => void };

/** Makes new recovery codes. Needs scripts: they are in the answer, and nowhere else. */
export function RecoveryCodesForm({ user, open, done, show }: Props) {
  const language = useLanguage();
  const texts = useTexts(secondFactorTexts);
  const send = useConfirmed();
  const address = changeAddress("/user/recovery_codes", { user: user.id });
  const change = useChangeForm({
    names: ["code"],
    refusal: null,
    send: async (body) => {
      const result = await send(address, { language, body });
      if (result.ok) show(recoveryCodesIn(result.body));
      return result;
    },
    onDone: () => done(texts.areRenewed),
  });
  return (
    <ChangeForm
      {...change}
      action={address}
      button={texts.renew}
      busyText={texts.renewing}
      onCancel={() => open(null)}
    >
      <p>{texts.aboutRenewing}</p>
      <noscript>
        <p>{texts.needsScripts}</p>
      </noscript>
      <CodeField {...change.field("code")} />
    </ChangeForm>
  );
}
