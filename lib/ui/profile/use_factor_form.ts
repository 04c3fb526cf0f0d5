"use client";

import type { FormRefusal } from "@/lib/contract/form_refusal";
import { changeAddress } from "../account/change_address";
import { useConfirmed } from "../confirm/confirmed";
import { useChangeForm } from "../form/use_change_form";
import { useLanguage } from "../language";
import type { SectionProps } from "./opened";

type Setup = {
  /** Of the endpoint. */
  path: string;
  method?: "DELETE";
  asksForCode?: boolean;
  user: SectionProps["user"];
  refusal?: FormRefusal | null;
  /** @param body of the answer, which the page cannot have again */
  onAnswer?: (body: unknown) => void;
  onDone: () => void;
};

const CODE = ["code"] as const;
const NOTHING = [] as const;

/** A form that changes the second factor. */
export function useFactorForm({ path, method, asksForCode = false, user, refusal, onAnswer, onDone }: Setup) {
  const language = useLanguage();
  const send = useConfirmed();
  const sent = method === undefined ? {} : { method };
  const action = changeAddress(path, { ...sent, user: user.id });
  const change = useChangeForm({
    names: asksForCode ? CODE : NOTHING,
    refusal: refusal ?? null,
    send: async (body) => {
      const result = await send(action, { ...sent, language, body });
      if (result.ok) onAnswer?.(result.body);
      return result;
    },
    onDone,
  });
  return { ...change, action };
}
