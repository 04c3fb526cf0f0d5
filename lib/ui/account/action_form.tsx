"use client";

import type { ReactNode } from "react";

type Props = { action: string; act: () => void; children: ReactNode };

/** A button that works without scripts, too: then the browser sends it as a form, and comes back to this page. */
export function ActionForm({ action, act, children }: Props) {
  return (
    <form
      method="post"
      action={action}
      onSubmit={(event) => {
        event.preventDefault();
        act();
      }}
    >
      {children}
    </form>
  );
}
