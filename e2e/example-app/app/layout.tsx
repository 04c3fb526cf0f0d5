import type { ReactNode } from "react";
import { ReloadRestored } from "./reload_restored";

export const metadata = { title: "Notes" };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <ReloadRestored />
        {children}
      </body>
    </html>
  );
}
