"use client";

import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labOutcomeTexts } from "../../messages/lab_outcome";
import { labSettingsTexts } from "../../messages/lab_settings";
import { duration } from "../../time";
import { useLab } from "../use_lab";
import { lastKnock } from "./knocks";
import { handedOut } from "./last_spend";
import { lifetime } from "./lifetime";
import { Outcome } from "./outcome";
import styles from "./setting_results.module.css";

/** How long the newest access token works, and the one before it. */
export function AccessLifetimes() {
  const language = useLanguage();
  const settings = useTexts(labSettingsTexts);
  const { view } = useLab();
  const own = view.keys.filter(({ kind, holder }) => kind === "access" && holder === "you");
  const [newest, before] = [own.at(-1), own.at(-2)];
  if (newest === undefined) return null;
  const words = [settings.lasts(duration(language, lifetime(newest)))];
  if (before !== undefined) words.push(settings.lastedBefore(duration(language, lifetime(before))));
  return (
    <p className={styles.result}>
      <IntlText>{words.join(" ")}</IntlText>
    </p>
  );
}

/** What the last refresh gave. @param since the id of a request: one after it */
export function LastRefresh({ since }: { since: number }) {
  const settings = useTexts(labSettingsTexts);
  const { view } = useLab();
  const request = view.requests.filter(({ act, holder }) => act === "refresh" && holder === "you").at(-1);
  if (request === undefined || request.id <= since) return null;
  const both = handedOut(view, request).some(({ kind }) => kind === "refresh");
  const given = both ? "both" : "access";
  return <p className={styles.result}>{settings.gave[request.status < 400 ? given : "refused"]}</p>;
}

/** Which tokens our door opened to when they were last tried. @param since the id of a request: after it */
export function Openings({ since }: { since: number }) {
  const outcome = useTexts(labOutcomeTexts);
  const { view } = useLab();
  return (["access", "refresh", "sliding"] as const).map((kind) => {
    const knock = lastKnock(view, { holder: "you", kind, door: "ours" });
    return (
      knock &&
      knock.id > since && (
        <Outcome key={kind} request={knock} label={outcome.kinds[kind]} whole={knock.refusal !== null} />
      )
    );
  });
}

/** Where the tokens of the last sign-in went. */
export function LastSignIn() {
  const settings = useTexts(labSettingsTexts);
  const { view } = useLab();
  const request = view.requests
    .filter((each) => handedOut(view, each).some(({ kind }) => kind === "access"))
    .filter(({ act }) => act === "start" || act === "signin")
    .at(-1);
  if (request === undefined) return null;
  const cookies = request.setCookies.filter(
    (cookie) => handedOut(view, { ...request, answer: "", setCookies: [cookie] }).length > 0,
  );
  return (
    <div className={styles.result}>
      <p>{cookies.length > 0 ? settings.inCookies : settings.inBody}</p>
      {cookies.map((cookie) => (
        <pre key={cookie} className={styles.cookie}>
          Set-Cookie: {shortened(cookie)}
        </pre>
      ))}
    </div>
  );
}

/** A cookie with the beginning of its value alone. */
function shortened(cookie: string): string {
  return cookie.replace(/^([^=]+=.{12})[^;]*/, "$1…");
}
