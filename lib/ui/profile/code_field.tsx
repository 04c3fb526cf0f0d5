"use client";

import type { ComponentProps } from "react";
import { Field } from "../form/field";
import { useTexts } from "../language";
import { secondFactorTexts } from "../messages/second_factor";

/** Asks for a code of the app that is in use, or a recovery code. */
export function CodeField(field: Omit<ComponentProps<typeof Field>, "label">) {
  const texts = useTexts(secondFactorTexts);
  return <Field {...field} label={texts.codeOrRecovery} autoComplete="one-time-code" required />;
}
