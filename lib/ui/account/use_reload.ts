"use client";

import { useRouter } from "next/navigation";
import { useCallback, useRef, useState, useTransition } from "react";
import { isReachable } from "../client/is_reachable";

/** Renders the page anew on the server. */
export interface Reload {
  /** After an answer of the server. */
  readonly reload: () => void;
  /** Without one: leaves the page as it is where the server cannot be reached. */
  readonly look: () => void;
  /** Until the page shows what the latest call asked for. */
  readonly loading: boolean;
  /** The last look found no server, so that the page may be out of date. */
  readonly unreachable: boolean;
}

export function useReload(): Reload {
  const router = useRouter();
  const [loading, startTransition] = useTransition();
  const [unreachable, setUnreachable] = useState(false);
  const looking = useRef(false);

  const reload = useCallback(() => {
    setUnreachable(false);
    startTransition(() => router.refresh());
  }, [router]);

  const look = useCallback(async () => {
    if (looking.current) return;
    looking.current = true;
    const reachable = await isReachable();
    looking.current = false;
    if (reachable) reload();
    else setUnreachable(true);
  }, [reload]);

  return { reload, look, loading, unreachable };
}
