import { LAB_PAGE } from "@/lib/contract/lab";
import type { Language } from "@/lib/contract/language";
import { Alert } from "../alert";
import { alertText, type FormFailure } from "../form/refusal_text";
import { labTexts } from "../messages/lab";
import { refusalTexts } from "../messages/refusal";

type Props = { language: Language; refused: FormFailure };

/** Why an act was refused. */
export function Refused({ language, refused }: Props) {
  const lab = labTexts[language];
  const code = refused.kind === "detail" ? refused.code : null;
  if (code === "not_found") {
    return (
      <Alert>
        {lab.refused.gone} <a href={LAB_PAGE}>{lab.again}</a>
      </Alert>
    );
  }
  if (code === "unavailable") return <Alert>{lab.refused.full}</Alert>;
  if (refused.kind === "fields") return <Alert>{lab.refused.unreadable}</Alert>;
  return <Alert>{alertText(refusalTexts[language], refused)}</Alert>;
}
