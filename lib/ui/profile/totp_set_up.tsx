"use client";

import { useState } from "react";
import { Field } from "../form/field";
import { useTexts } from "../language";
import { secondFactorTexts } from "../messages/second_factor";
import { ChangeForm } from "./change_form";
import type { SectionProps } from "./opened";
import { recoveryCodesIn } from "./recovery_codes_in";
import styles from "./second_factor.module.css";
import { useFactorForm } from "./use_factor_form";

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
  const texts = useTexts(secondFactorTexts);
  const change = useFactorForm({
    path: "/user/totp",
    user,
    onAnswer: (body) => onBegun(body as SetUp),
    onDone: () => {},
  });
  return (
    <ChangeForm {...change} button={texts.begin} busyText={texts.beginning} onCancel={() => open(null)}>
      <p>{texts.about}</p>
      <noscript>
        <p>{texts.needsScripts}</p>
      </noscript>
    </ChangeForm>
  );
}

function Confirmation({ user, open, done, show, setUp }: Props & { setUp: SetUp }) {
  const texts = useTexts(secondFactorTexts);
  const change = useFactorForm({
    path: "/user/totp_confirm",
    asksForCode: true,
    user,
    onAnswer: (body) => show(recoveryCodesIn(body)),
    onDone: () => done(texts.isOn),
  });
  return (
    <ChangeForm {...change} button={texts.turnOn} busyText={texts.turningOn} onCancel={() => open(null)}>
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
