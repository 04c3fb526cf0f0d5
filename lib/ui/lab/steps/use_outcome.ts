"use client";

import { useLanguage, useTexts } from "../../language";
import { labOutcomeTexts } from "../../messages/lab_outcome";
import { useLab } from "../use_lab";
import { outcomeWords } from "./outcome_words";

/** Words what became of requests, in the page's language. */
export function useOutcome(): ReturnType<typeof outcomeWords> {
  return outcomeWords(useLanguage(), useTexts(labOutcomeTexts), useLab().view);
}
