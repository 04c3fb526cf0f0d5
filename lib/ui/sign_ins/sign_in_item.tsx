"use client";

import type { SignInInfo } from "@/lib/pages/sign_ins";
import { useAccount } from "../account/account_context";
import { Button } from "../button";
import type { FormFailure } from "../form/refusal_text";
import { IntlText } from "../intl_text";
import { useLanguage, useTexts } from "../language";
import { signInsTexts } from "../messages/sign_ins";
import { useSite } from "../site";
import { relativeTime } from "../time";
import { DeviceIcon } from "./device_icon";
import styles from "./sign_in_item.module.css";
import { useEndSignIn } from "./use_end_sign_in";

type Props = {
  signIn: SignInInfo;
  user: number | string;
  /** Whether this browser holds it: the one that endpoints take it for, or the one of the other mode. */
  isHere: boolean;
  answered: (text: string, failure: FormFailure | null) => void;
};

/** Milliseconds. A use is stored to the minute or so. */
const RECENT = 120_000;

/** One sign-in, with what is known of it, and the button that ends it. */
export function SignInItem({ signIn, user, isHere, answered }: Props) {
  const { id, mode, browser, system, address } = signIn;
  const { now } = useAccount();
  const language = useLanguage();
  const texts = useTexts(signInsTexts);
  const { action, end, busy } = useEndSignIn({ signIn, user, isHere, answered });
  const { modes } = useSite();
  const isOnlyMode = modes.length === 1 && modes[0] === mode;
  const name = browser ?? texts.unknownBrowser;
  // Within a sentence there is no "Just now".
  const ago = (at: number) => relativeTime(language, -Math.max(1_000, now - at));
  return (
    <li className={styles.item} data-mode={mode} data-here={isHere || undefined}>
      <DeviceIcon system={system} isProgram={browser !== null && system === null} className={styles.icon} />
      <div className={styles.facts}>
        <h2 id={`sign-in-${id}`} className={styles.name}>
          {system === null ? name : texts.on(name, system)}
        </h2>
        {isHere && <span className={styles.here}>{texts.here}</span>}
        <p className={styles.detail}>
          {!isOnlyMode && <span className={styles.mode}>{texts.mode[mode]}</span>}
          <span>{address ?? texts.unknownAddress}</span>
          <IntlText>{texts.signedIn(ago(signIn.createdAt))}</IntlText>
          <IntlText>
            {signIn.isCurrent || now - signIn.lastUsedAt < RECENT
              ? texts.activeNow
              : texts.lastUsed(ago(signIn.lastUsedAt))}
          </IntlText>
        </p>
      </div>
      <form
        method="post"
        action={action}
        className={styles.end}
        onSubmit={(event) => {
          event.preventDefault();
          void end();
        }}
      >
        <Button type="submit" look="secondary" busy={busy} aria-describedby={`sign-in-${id}`}>
          {texts.signOut}
        </Button>
      </form>
    </li>
  );
}
