"use client";

import type { FormEvent, ReactNode } from "react";
import type { LabAct, LabActs } from "@/lib/contract/lab";
import { useLanding } from "./land_at";
import { actAddress, stepPath } from "./paths";
import { useLab } from "./use_lab";

type Props<Act extends LabAct> = {
  act: Act;
  /** What it is done with; inputs among the children add to it. */
  body: Partial<LabActs[Act]>;
  className?: string | undefined;
  children: ReactNode;
};

/** A form that does something in the lab: by script in place; without scripts the browser sends it, and is led back to the step. */
export function ActForm<Act extends LabAct>({ act, body, className, children }: Props<Act>) {
  const lab = useLab();
  const next = stepPath(lab.step) + useLanding();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(event.currentTarget));
    // Inputs give text, which the server reads as it reads that of a form.
    void lab.act(act, { ...typed, ...body } as LabActs[Act]);
  }
  return (
    <form method="post" action={actAddress(act, next)} className={className} onSubmit={submit}>
      {Object.entries(body).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={String(value)} />
      ))}
      {children}
    </form>
  );
}
