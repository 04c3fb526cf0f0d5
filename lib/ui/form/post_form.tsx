"use client";

import type { FormEvent, ReactNode, Ref } from "react";
import { useHydrated } from "../client/use_hydrated";

type Props = {
  ref?: Ref<HTMLFormElement>;
  /** The endpoint's address. */
  action: string;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  busy: boolean;
  /** Read by screen readers while the form waits for the server. */
  busyText: string;
  className: string | undefined;
  children: ReactNode;
};

/** Works without scripts, too: the browser then validates the fields and sends the form to `action` itself. */
export function PostForm({ ref, action, onSubmit, busy, busyText, className, children }: Props) {
  const hydrated = useHydrated();
  return (
    <form
      ref={ref}
      method="post"
      action={action}
      noValidate={hydrated}
      onSubmit={onSubmit}
      className={className}
    >
      {children}
      <p role="status" className="visually-hidden">
        {busy && busyText}
      </p>
    </form>
  );
}
