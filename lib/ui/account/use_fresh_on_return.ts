"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Whoever comes back to this tab sees what is true now: another tab may have signed out meanwhile. */
export function useFreshOnReturn(): void {
  const router = useRouter();
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") router.refresh();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [router]);
}
