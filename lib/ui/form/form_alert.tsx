"use client";

import { Alert } from "../alert";
import { IntlText } from "../intl_text";
import { useLanguage } from "../language";
import { worded } from "../messages/wording";
import { upTo } from "../time";
import { useFormTexts } from "./form_texts";
import { alertText, type FormFailure } from "./refusal_text";
import { useSecondsLeft } from "./use_seconds_left";

export const ALERT_ID = "form-alert";

/** Why a form was refused as a whole, and how long to wait before the next try. */
export function FormAlert({ failure }: { failure: FormFailure }) {
  const { refusal } = useFormTexts();
  const wait = failure.kind === "detail" ? failure.wait : null;
  return (
    <Alert id={ALERT_ID}>
      {alertText(refusal, failure)}
      {wait !== null && <Wait seconds={wait} />}
    </Alert>
  );
}

/** Counted down for the eye alone: screen readers would say the whole alert again each second. */
function Wait({ seconds }: { seconds: number }) {
  const language = useLanguage();
  const { refusal } = useFormTexts();
  const left = useSecondsLeft(seconds);
  const tryAgainIn = (wait: number) =>
    worded(language, refusal.tryAgainIn, { value: upTo(language, wait * 1_000) });
  return (
    <>
      {" "}
      <IntlText className="visually-hidden">{tryAgainIn(seconds)}</IntlText>
      <span aria-hidden="true">
        <IntlText>{left > 0 ? tryAgainIn(left) : refusal.tryAgainNow}</IntlText>
      </span>
    </>
  );
}
