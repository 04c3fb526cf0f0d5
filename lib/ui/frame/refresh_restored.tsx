"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/**
 * Asks the server again for a page that the back button has restored from the browser's memory: since it was left, somebody
 * may have signed in or out. A page with somebody's name is put away empty, so that nobody else sees it until then; of any
 * other, what was typed into forms stays.
 */
export function RefreshRestored({ personal }: { personal: boolean }) {
  const router = useRouter();
  useEffect(() => {
    const putAway = ({ persisted }: PageTransitionEvent) => {
      if (persisted && personal) document.body.hidden = true;
    };
    const restore = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return;
      if (personal) window.location.reload();
      else router.refresh();
    };
    window.addEventListener("pagehide", putAway);
    window.addEventListener("pageshow", restore);
    return () => {
      window.removeEventListener("pagehide", putAway);
      window.removeEventListener("pageshow", restore);
    };
  }, [router, personal]);
  return null;
}
