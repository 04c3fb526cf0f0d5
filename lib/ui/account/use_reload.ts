"use client";

import { useRouter } from "next/navigation";
import { useCallback, useTransition } from "react";

/** Renders the page anew on the server. `loading` until the page shows what the latest call asked for. */
export function useReload(): { reload: () => void; loading: boolean } {
  const router = useRouter();
  const [loading, startTransition] = useTransition();
  const reload = useCallback(() => startTransition(() => router.refresh()), [router]);
  return { reload, loading };
}
