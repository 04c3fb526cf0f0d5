"use client";

import { useState } from "react";
import { changeAddress } from "../account/change_address";
import { useConfirmed } from "../confirm/confirmed";
import { Field } from "../form/field";
import { useChangeForm } from "../form/use_change_form";
import { useLanguage, useTexts } from "../language";
import { secondFactorTexts } from "../messages/second_factor";
import { ChangeForm } from "./change_form";
import type { SectionProps } from "./opened";
import { recoveryCodesIn } from "./recovery_codes_in";
import styles from "./second_factor.module.css";

/** What an app needs, as the endpoint tells it. */
interface SetUp {
  readonly secret: string;
  /** An SVG image. */
  readonly qr: string;
}

type Props = SectionProps & { show: (codes: readonly string[]) => void };

/** Sets an app up in two steps: what it needs, and a code that shows that it has it. Needs scripts. */
export function TotpSetUp(props: Props) {
  const [setUp, setSetUp] = useState<SetUp | null>(null);
  return setUp === null ? (
    <Beginning {...props} onBegun={setSetUp} />
  ) : (
    <Confirmation {...props} setUp={setUp} />
  );
}

function Beginning({ user, open, onBegun }: Props & { onBegun: (setUp: SetUp) => void }) {
  const language = useLanguage();
  const texts = useTexts(secondFactorTexts);
  const send = useConfirmed();
  const address = changeAddress("/user/totp", { user: user.id });
  const change = useChangeForm({
    names: [],
    refusal: null,
    send: async () => {
      const result = await send(address, { language });
      if (result.ok) onBegun(result.body as SetUp);
      return result;
    },
    onDone: () => {},
  });
  return (
    <ChangeForm
      {...change}
      action={address}
      button={texts.begin}
      busyText={texts.beginning}
      onCancel={() => open(null)}
    >
      <p>{texts.about}</p>
      <noscript>
        <p>{texts.needsScripts}</p>
      </noscript>
    </ChangeForm>
  );
}

function Confirmation({ user, open, done, show, setUp }: Props & { setUp: SetUp }) {
  const language = useLanguage();
  const texts = useTexts(secondFactorTexts);
  const send = useConfirmed();
  const address = changeAddress("/user/totp_confirm", { user: user.id });
  const change = useChangeForm({
    names: ["code"],
    refusal: null,
    send: async (body) => {
      const result = await send(address, { language, body });
      if (result.ok) show(recoveryCodesIn(result.body));
      return result;
    },
    onDone: () => done(texts.isOn),
  });
  return (
    <ChangeForm
      {...change}
      action={address}
      button={texts.turnOn}
      busyText={texts.turningOn}
      onCancel={() => open(null)}
    >
      <p>{texts.scan}</p>
      {/* biome-ignore lint/performance/noImgElement: it is in the page already, not at an address. */}
      <img
        src={`data:image/svg+xml,${encodeURIComponent(setUp.qr)}`}
        alt={texts.qrCode}
        width={196}
        height={196}
        className={styles.qr}
      />
      <div>
        <p>{texts.orType}</p>
        <code className={styles.secret}>{setUp.secret.match(/.{1,4}/g)?.join(" ")}</code>
      </div>
      <Field
        {...change.field("code")}
        label={texts.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
      />
    </ChangeForm>
  );
}
