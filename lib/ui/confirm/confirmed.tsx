"use client";

import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { type SendOptions, type SendResult, send } from "../client/send";
import { ConfirmDialog } from "./confirm_dialog";

type Send = (path: string, options: SendOptions) => Promise<SendResult>;

const ConfirmedSend = createContext<Send | null>(null);

type Props = {
  user: { id: number | string; signInName: string };
  children: ReactNode;
};

/**
 * Asks for the password where an endpoint wants a recent sign-in, and then goes on: see {@link useConfirmed}.
 */
export function Confirmed({ user, children }: Props) {
  const [asking, setAsking] = useState(false);
  const answered = useRef<(confirmed: boolean) => void>(() => {});

  const sendConfirmed = useCallback<Send>(async (path, options) => {
    const result = await send(path, options);
    if (result.ok || !needsConfirmation(result)) return result;
    setAsking(true);
    const confirmed = await new Promise<boolean>((resolve) => {
      answered.current = resolve;
    });
    setAsking(false);
    return confirmed ? send(path, options) : result;
  }, []);

  return (
    <ConfirmedSend value={sendConfirmed}>
      {children}
      {asking && <ConfirmDialog user={user} onAnswer={(confirmed) => answered.current(confirmed)} />}
    </ConfirmedSend>
  );
}

/**
 * Sends as `send` does. Where the endpoint answers 403 confirm_required, the password is asked for in a dialog, and then it is
 * sent once more; the refusal is the result where the dialog was closed.
 */
export function useConfirmed(): Send {
  const sendConfirmed = useContext(ConfirmedSend);
  if (sendConfirmed === null) throw new Error("nobody here can ask for the password");
  return sendConfirmed;
}

function needsConfirmation({ failure }: SendResult & { ok: false }): boolean {
  return failure.kind === "detail" && failure.code === "confirm_required";
}
