"use client";

import type { LAB_WAITS } from "@/lib/contract/lab";
import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labTimeTexts } from "../../messages/lab_time";
import { upTo } from "../../time";
import { ActButton } from "./act_button";
import { Buttons } from "./step_panel";

/** Buttons that set the clock forward. @param waits seconds */
export function Waits({ waits }: { waits: readonly (typeof LAB_WAITS)[number][] }) {
  const language = useLanguage();
  const time = useTexts(labTimeTexts);
  return (
    <Buttons>
      {waits.map((seconds) => (
        <ActButton key={seconds} act="wait" body={{ seconds }}>
          <IntlText>{time.forwardBy(upTo(language, seconds * 1_000))}</IntlText>
        </ActButton>
      ))}
    </Buttons>
  );
}
