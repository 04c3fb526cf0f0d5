import type { ReactNode } from "react";

/**
 * Text that Intl has worded. Server and browser may have different editions of Unicode's locale data, so their words may
 * differ; without suppressHydrationWarning React would then render the whole page again. It keeps the server's words
 * until the text changes.
 */
export function IntlText({ className, children }: { className?: string | undefined; children: ReactNode }) {
  return (
    <span className={className} suppressHydrationWarning>
      {children}
    </span>
  );
}
