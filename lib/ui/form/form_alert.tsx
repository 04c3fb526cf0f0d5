"use client";

import { Alert } from "../alert";
import { IntlText } from "../intl_text";
import { useLanguage, useTexts } from "../language";
import { refusalTexts } from "../messages/refusal";
import { upTo } from "../time";
import { alertText, type FormFailure } from "./refusal_text";
import { useSecondsLeft } from "./use_seconds_left";

export const ALERT_ID = "form-alert";

/** Why a form was refused as a whole, and how long to wait before the next try. */
export function FormAlert({ failure }: { failure: FormFailure }) {
  const texts = useTexts(refusalTexts);
  const wait = failure.kind === "detail" ? failure.wait : null;
  return (
    <Alert id={ALERT_ID}>
      {alertText(texts, failure)}
      {wait !== null && <Wait seconds={wait} />}
    </Alert>
  );
}

/** Counted down for the eye alone: screen readers would say the whole alert again each second. */
function Wait({ seconds }: { seconds: number }) {
  const language = useLanguage();
  const texts = useTexts(refusalTexts);
  const left = useSecondsLeft(seconds);
  const sentence = (wait: number) => texts.tryAgainIn(upTo(language, wait * 1_000));
  return (
    <>
      {" "}
      <IntlText className="visually-hidden">{sentence(seconds)}</IntlText>
      <span aria-hidden="true">
        <IntlText>{left > 0 ? sentence(left) : texts.tryAgainNow}</IntlText>
      </span>
    </>
  );
}
