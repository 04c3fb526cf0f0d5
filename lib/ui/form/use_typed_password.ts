"use client";

import { type ChangeEvent, useState } from "react";
import type { useChangeForm } from "./use_change_form";

type Field = ReturnType<ReturnType<typeof useChangeForm>["field"]>;

/** The props of a field for a new password, which also shows which rules are kept so far. */
export function useTypedPassword(field: Field) {
  const [password, setPassword] = useState("");
  return {
    ...field,
    password,
    onChange(event: ChangeEvent<HTMLInputElement>) {
      field.onChange();
      setPassword(event.currentTarget.value);
    },
  };
}
