"use client";

import { useEffect, useState } from "react";

// How far the server's clock was ahead of this browser's when a rendering arrived. Kept outside of the component: a
// page that the router restores from its cache carries an old `serverNow`, from which nothing can be measured.
let measured = { serverNow: 0, ahead: 0 };

/** The server's time, ticking each second from the moment it was read. Milliseconds since the epoch. */
export function useNow(serverNow: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (measured.serverNow !== serverNow) measured = { serverNow, ahead: serverNow - Date.now() };
    const tick = () => setNow(Date.now() + measured.ahead);
    tick();
    const timer = setInterval(tick, 1_000);
    // Browsers slow the timers of a hidden tab down.
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [serverNow]);
  return now;
}
