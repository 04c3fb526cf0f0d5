"use client";

import { useState } from "react";
import { normalize } from "@/lib/contract/normalize";
import { changeAddress } from "../account/change_address";
import { useConfirmed } from "../confirm/confirmed";
import { Field } from "../form/field";
import { useChangeForm } from "../form/use_change_form";
import { useLanguage, useTexts } from "../language";
import { profileTexts } from "../messages/profile";
import { ChangeForm } from "./change_form";
import { DELETED_PAGE, type SectionProps } from "./opened";

/** Deletes the account. Typing one's name is no protection, but nobody does it by mistake. */
export function DeleteForm({ user, open }: SectionProps) {
  const language = useLanguage();
  const profile = useTexts(profileTexts);
  const send = useConfirmed();
  const [typed, setTyped] = useState("");
  const [differs, setDiffers] = useState(false);
  const address = changeAddress("/user/me", { method: "DELETE", user: user.id, next: DELETED_PAGE });
  const isAddress = user.username === user.email;
  const differsText = isAddress ? profile.addressDiffers : profile.nameDiffers;
  const { form, onSubmit, busy, alert } = useChangeForm({
    names: [],
    refusal: null,
    send: () => send(address, { method: "DELETE", language }),
    // A full load: nothing of the user stays in the router's memory.
    onDone: () => window.location.assign(DELETED_PAGE),
  });
  return (
    <ChangeForm
      form={form}
      busy={busy}
      alert={alert}
      onSubmit={(event) => {
        const isSame = normalize(typed.trim(), "NFKC") === normalize(user.username, "NFKC");
        setDiffers(!isSame);
        if (isSame) onSubmit(event);
        else {
          event.preventDefault();
          document.getElementById("typed-name")?.focus();
        }
      }}
      action={address}
      button={profile.remove}
      look="danger"
      busyText={profile.removing}
      cancel={profile.keep}
      onCancel={() => open(null)}
    >
      <Field
        id="typed-name"
        label={(isAddress ? profile.typeAddress : profile.typeName)(user.username)}
        error={differs ? differsText : undefined}
        autoComplete="off"
        required
        pattern={literally(user.username)}
        title={user.username}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setDiffers(false);
        }}
      />
    </ChangeForm>
  );
}

/** A pattern that takes this text alone (ECMAScript, SyntaxCharacter). */
function literally(text: string): string {
  return text.replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&");
}
