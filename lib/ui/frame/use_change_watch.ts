"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { onCredentialChange } from "../client/credential_changes";

/** What has happened to the sign-ins of this browser while the page was open. */
export type Told = "signed-in" | "signed-out" | "other-tab" | "ended";

/**
 * Renders the page anew when somebody signs in or out, here or in another tab, so that it shows who is signed in now.
 * @param isSignedIn whether somebody is, by the page's latest rendering
 * @param enabled false on a page that does so itself
 */
export function useChangeWatch(isSignedIn: boolean, enabled: boolean): Told | null {
  const router = useRouter();
  const pathname = usePathname();
  const [told, setTold] = useState<{ what: Told; pathname: string } | null>(null);

  useEffect(() => {
    if (!enabled) return;
    return onCredentialChange(({ what }, place) => {
      // A sign-in of this tab loads the next page.
      if (what === "refreshed" || (what === "signed-in" && place === "this-tab")) return;
      setTold({ what: what === "signed-out" && place === "other-tab" ? "other-tab" : what, pathname });
      router.refresh();
    });
  }, [router, enabled, pathname]);

  // The button that had the focus is gone.
  useEffect(() => {
    if (enabled && !isSignedIn && told !== null && document.activeElement === document.body)
      document.getElementById("content")?.focus({ preventScroll: true });
  }, [enabled, isSignedIn, told]);

  // The next page says nothing of it.
  return told?.pathname === pathname ? told.what : null;
}
