import { LAB_PAGE } from "@/lib/contract/lab";
import type { Language } from "@/lib/contract/language";
import { Alert } from "../alert";
import { alertText, type FormFailure } from "../form/refusal_text";
import { IntlText } from "../intl_text";
import { labTexts } from "../messages/lab";
import { refusalTexts } from "../messages/refusal";
import { worded } from "../messages/wording";
import { upTo } from "../time";

type Props = { language: Language; refused: FormFailure };

/** Why an act was refused, and when to try again. */
export function Refused({ language, refused }: Props) {
  const lab = labTexts[language];
  const wait = refused.kind === "detail" ? refused.wait : null;
  return (
    <Alert>
      {refusedText(language, refused)}
      {wait !== null && (
        <IntlText>
          {` ${worded(language, refusalTexts[language].tryAgainIn, { value: upTo(language, wait * 1_000) })}`}
        </IntlText>
      )}
      {refused.kind === "detail" && refused.code === "not_found" && (
        <>
          {" "}
          <a href={LAB_PAGE}>{lab.again}</a>
        </>
      )}
    </Alert>
  );
}

function refusedText(language: Language, refused: FormFailure): string {
  const texts = labTexts[language].refused;
  if (refused.kind === "fields") return texts.unreadable;
  switch (refused.kind === "detail" ? refused.code : null) {
    case "not_found":
      return texts.gone;
    case "unavailable":
      return texts.full;
    case "not_authenticated":
      return texts.noKey;
    // A network's limit says when it is over, that of a lab never is.
    case "throttled":
      return refused.kind === "detail" && refused.wait !== null ? texts.begun : texts.spent;
    default:
      return alertText(refusalTexts[language], refused);
  }
}
