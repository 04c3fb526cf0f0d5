"use client";

import { type ComponentProps, useRef } from "react";
import type { Fact } from "@/lib/contract/account_shape";
import { changeAddress } from "../account/change_address";
import type { SendResult } from "../client/send";
import { useConfirmed } from "../confirm/confirmed";
import { Field } from "../form/field";
import { useChangeForm } from "../form/use_change_form";
import { useLanguage, useTexts } from "../language";
import { profileTexts } from "../messages/profile";
import { ChangeForm } from "./change_form";
import type { SectionProps } from "./opened";

/** As at sign-up: see there why an address is no input of type "email". */
const INPUTS: Readonly<Record<Fact, Omit<ComponentProps<"input">, "id">>> = {
  username: { autoComplete: "username", required: true },
  email: { inputMode: "email", autoComplete: "email" },
  age: { inputMode: "numeric", autoComplete: "off" },
};

/** Whether the user that an answer shows has an address: the former one, where the new one is to be verified first. */
function hasEmail(result: SendResult, email: string): boolean {
  const body: unknown = result.ok ? result.body : null;
  return typeof body === "object" && body !== null && "email" in body && body.email === email;
}

type Props = SectionProps & {
  fact: Fact;
  /** What was typed into a form without scripts that was refused. */
  typed: string | undefined;
};

/** Changes one fact of the profile. */
export function FactForm({ fact, typed, user, refusal, open, done }: Props) {
  const language = useLanguage();
  const profile = useTexts(profileTexts);
  const send = useConfirmed();
  const address = changeAddress("/user/me", { method: "PATCH", user: user.id });
  const mustVerify = useRef(false);
  const change = useChangeForm({
    names: [fact],
    refusal,
    send: async (values) => {
      const value = values[fact] ?? "";
      // In JSON, an empty text is no missing number.
      const body = { [fact]: fact === "age" && value === "" ? null : value };
      const result = await send(address, { method: "PATCH", language, body });
      mustVerify.current = fact === "email" && value !== user.email && hasEmail(result, user.email);
      return result;
    },
    onDone: () => done(mustVerify.current ? profile.verifyMailSent : profile.saved[fact]),
  });
  return (
    <ChangeForm
      {...change}
      action={address}
      button={profile.save}
      busyText={profile.saving}
      onCancel={() => open(null)}
    >
      <Field
        {...change.field(fact)}
        {...INPUTS[fact]}
        label={profile.names[fact]}
        defaultValue={typed ?? String(user[fact] ?? "")}
      />
    </ChangeForm>
  );
}
