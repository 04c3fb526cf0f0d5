"use client";

import type { ReactNode } from "react";

type Props = { action: string; onAction: () => void; children: ReactNode };

/**
 * A form around one button, so that it works without scripts, too: the browser then sends the form, and the server
 * redirects back to this page.
 */
export function ActionForm({ action, onAction, children }: Props) {
  return (
    <form
      method="post"
      action={action}
      onSubmit={(event) => {
        event.preventDefault();
        onAction();
      }}
    >
      {children}
    </form>
  );
}
