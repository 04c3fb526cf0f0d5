"use client";

import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { LabAct, LabActs, LabStep, LabView } from "@/lib/contract/lab";
import { useNow } from "../account/use_now";
import { send } from "../client/send";
import type { FormFailure } from "../form/refusal_text";
import { useLanguage } from "../language";
import { isNoted, newestView, noteView } from "./newest_view";
import { actPath } from "./paths";
import { useLabWatch } from "./use_lab_watch";

interface Lab {
  readonly view: LabView;
  readonly step: LabStep;
  /** Whether something was done since the step was opened; true as well where the browser does not know. */
  readonly isDoneHere: boolean;
  /** By the lab's clock, which goes on; milliseconds since the epoch. */
  readonly now: number;
  /** By the server's clock. */
  readonly realNow: number;
  /** Which act is on its way; null: none. */
  readonly busy: LabAct | null;
  /** Why the last act was refused. */
  readonly failure: FormFailure | null;
  /** A payload that was refused, as it was typed. */
  readonly payload: string | null;
  /** Does something in the lab, and shows what comes of it. */
  act<Act extends LabAct>(act: Act, body: LabActs[Act]): Promise<void>;
}

const CurrentLab = createContext<Lab | null>(null);

type Props = {
  view: LabView;
  step: LabStep;
  /** Why a form was refused that was sent without scripts. */
  refusal: FormRefusal | null;
  payload: string | null;
  children: ReactNode;
};

/** The visitor's lab as it was last told, for all parts of its page. */
export function LabProvider({ view: first, step, refusal, payload, children }: Props) {
  const language = useLanguage();
  const [given, setGiven] = useState({ view: first, step });
  const [view, setView] = useState(() => newestView(first));
  const [openedAt, setOpenedAt] = useState(() => (isNoted(first.id) ? newestView(first).version : null));
  const [busy, setBusy] = useState<LabAct | null>(null);
  const [failure, setFailure] = useState<FormFailure | null>(refusal);
  // Rendered anew by the server.
  if (given.view !== first || given.step !== step) {
    const newest = newestView(first);
    if (given.step !== step) setOpenedAt(Math.max(newest.version, view.version));
    setGiven({ view: first, step });
    setView(newest);
    setFailure(refusal);
  }
  const realNow = useNow(view.realNow);
  const show = useCallback((told: LabView) => {
    noteView(told);
    setView(told);
  }, []);
  useLabWatch(view.version, busy !== null, show);
  const act: Lab["act"] = async (name, body) => {
    if (busy !== null) return;
    setBusy(name);
    const result = await send(actPath(name), { body: { ...body }, language });
    setBusy(null);
    setFailure(result.ok ? null : result.failure);
    // Our own server says so: the answer of every act is a view.
    if (result.ok) show(result.body as LabView);
  };
  const isDoneHere = view.version !== openedAt;
  const now = view.now + Math.max(0, realNow - view.realNow);
  return (
    <CurrentLab value={{ view, step, isDoneHere, now, realNow, busy, failure, payload, act }}>
      {children}
    </CurrentLab>
  );
}

export function useLab(): Lab {
  const lab = useContext(CurrentLab);
  if (lab === null) throw new Error("There is no lab around this component.");
  return lab;
}
