"use client";

import type { ReactNode } from "react";
import type { LabAct, LabActs } from "@/lib/contract/lab";
import { Button } from "../../button";
import { ActForm } from "../act_form";
import { useLab } from "../use_lab";

type Props<Act extends LabAct> = {
  act: Act;
  body: LabActs[Act];
  look?: "primary" | "secondary" | "danger";
  describedBy?: string;
  children: ReactNode;
};

/** A form of one button. */
export function ActButton<Act extends LabAct>({
  act,
  body,
  look = "secondary",
  describedBy,
  children,
}: Props<Act>) {
  const { busy } = useLab();
  return (
    <ActForm act={act} body={body}>
      <Button type="submit" look={look} busy={busy === act} aria-describedby={describedBy}>
        {children}
      </Button>
    </ActForm>
  );
}
