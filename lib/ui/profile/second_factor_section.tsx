"use client";

import { useState } from "react";
import type { SecondFactor } from "@/lib/pages/second_factor";
import { useLanguage, useTexts } from "../language";
import { secondFactorTexts } from "../messages/second_factor";
import { worded } from "../messages/wording";
import type { SectionProps } from "./opened";
import { RecoveryCodes } from "./recovery_codes";
import { RecoveryCodesForm } from "./recovery_codes_form";
import { Row } from "./row";
import { Section } from "./section";
import { TotpRemoval } from "./totp_removal";
import { TotpSetUp } from "./totp_set_up";

/** Whether signing in asks for a code of an authenticator app. */
export function SecondFactorSection({
  secondFactor,
  ...shared
}: SectionProps & { secondFactor: SecondFactor }) {
  const language = useLanguage();
  const texts = useTexts(secondFactorTexts);
  const [codes, show] = useState<readonly string[] | null>(null);
  const { enabled, recoveryCodes } = secondFactor;
  const { opened, open } = shared;
  return (
    <Section id="second-factor" heading={texts.heading} text={texts.text}>
      {codes !== null && <RecoveryCodes codes={codes} onSaved={() => show(null)} />}
      <Row
        form="totp"
        label={texts.app}
        value={enabled ? texts.on : texts.off}
        action={enabled ? texts.remove : texts.setUp}
        opened={opened}
        open={open}
      >
        {enabled ? <TotpRemoval {...shared} /> : <TotpSetUp {...shared} show={show} />}
      </Row>
      {enabled && (
        <Row
          form="recovery_codes"
          label={texts.recoveryCodes}
          value={worded(language, texts.left, { value: recoveryCodes })}
          action={texts.renew}
          opened={opened}
          open={open}
        >
          <RecoveryCodesForm {...shared} show={show} />
        </Row>
      )}
    </Section>
  );
}
