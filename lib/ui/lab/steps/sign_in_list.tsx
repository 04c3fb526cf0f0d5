"use client";

import { useEffect, useRef } from "react";
import { IntlText } from "../../intl_text";
import { useTexts } from "../../language";
import { labElsewhereTexts } from "../../messages/lab_elsewhere";
import { DeviceIcon } from "../../sign_ins/device_icon";
import { shortId } from "../picture/tags";
import { useClock } from "../use_clock";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import styles from "./sign_in_list.module.css";
import { type LabSignIn, liveSignIns } from "./sign_ins";

/** Where the guest is signed in, and how to end what is elsewhere. */
export function SignInList({ isSignedIn }: { isSignedIn: boolean }) {
  const elsewhere = useTexts(labElsewhereTexts);
  const { view } = useLab();
  const signIns = liveSignIns(view);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(signIns.length);

  // The pressed button is gone with its sign-in. The next one would end another.
  useEffect(() => {
    if (signIns.length < shown.current && document.activeElement === document.body) heading.current?.focus();
    shown.current = signIns.length;
  }, [signIns.length]);

  return (
    <section aria-labelledby="lab-sign-ins">
      <h3 id="lab-sign-ins" ref={heading} tabIndex={-1}>
        {elsewhere.list}
      </h3>
      {signIns.length === 0 ? (
        <p>{elsewhere.nobody}</p>
      ) : (
        <ul className={styles.list}>
          {signIns.map((signIn) => (
            <Item key={signIn.id} signIn={signIn} canEnd={isSignedIn && signIn.where !== "you"} />
          ))}
        </ul>
      )}
      {!isSignedIn && (
        <div className={styles.signedOut}>
          <p>{elsewhere.signedOut}</p>
          <ActButton act="signin" body={{}}>
            {elsewhere.newKeys}
          </ActButton>
        </div>
      )}
    </section>
  );
}

function Item({ signIn, canEnd }: { signIn: LabSignIn; canEnd: boolean }) {
  const elsewhere = useTexts(labElsewhereTexts);
  const clock = useClock();
  const { id, mode, where, since } = signIn;
  return (
    <li className={styles.item} data-mode={mode}>
      <DeviceIcon system={where === "phone" ? "Android" : null} isProgram={false} className={styles.icon} />
      <div className={styles.facts} id={`sign-in-${id}`}>
        <p>{elsewhere.where[where]}</p>
        <p className={styles.detail}>
          <span className={styles.mode}>{elsewhere.modes[mode]}</span>
          {since !== null && <IntlText>{elsewhere.since(clock(since))}</IntlText>}
          <code>{shortId(id)}</code>
        </p>
      </div>
      {where === "you" && <span className={styles.here}>{elsewhere.here}</span>}
      {canEnd && (
        <ActButton act="end" body={{ sign_in: id }} look="danger" describedBy={`sign-in-${id}`}>
          {elsewhere.end}
        </ActButton>
      )}
    </li>
  );
}
