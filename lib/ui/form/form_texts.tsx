"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { en as form } from "../messages/en/form";
import type { en as refusal } from "../messages/en/refusal";

type Texts = { form: typeof form; refusal: typeof refusal };

const FormTextsContext = createContext<Texts | null>(null);

/**
 * Gives a form its texts, which the page holds in its own language alone: in the script, both languages of the longest area
 * would travel to everybody.
 */
export function FormTexts({ texts, children }: { texts: Texts; children: ReactNode }) {
  return <FormTextsContext value={texts}>{children}</FormTextsContext>;
}

export function useFormTexts(): Texts {
  const texts = useContext(FormTextsContext);
  if (texts === null) throw new Error("a form needs its texts");
  return texts;
}
