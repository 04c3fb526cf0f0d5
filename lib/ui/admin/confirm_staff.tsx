"use client";

import type { FormRefusal } from "@/lib/contract/form_refusal";
import { ConfirmForm } from "../confirm/confirm_form";

type Props = {
  staff: { readonly id: number | string; readonly signInName: string };
  refusal: FormRefusal | null;
  next: string;
};

/** Asks for the password of who is signed in, and goes on to `next`. */
export function ConfirmStaff({ staff, refusal, next }: Props) {
  return (
    <ConfirmForm
      user={staff}
      refusal={refusal}
      next={next}
      headingId="confirm"
      onDone={() => window.location.assign(next)}
    />
  );
}
