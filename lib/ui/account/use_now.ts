"use client";

import { useEffect, useState } from "react";

// How far the server's clock was ahead when a rendering of it arrived. A page brought back from the router's cache
// carries an old reading; measuring it anew would take the time since for a difference between the clocks.
let measured = { serverNow: 0, ahead: 0 };

/** The server's time, ticking each second from the moment it was read. Milliseconds since the epoch. */
export function useNow(serverNow: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (measured.serverNow !== serverNow) measured = { serverNow, ahead: serverNow - Date.now() };
    const tick = () => setNow(Date.now() + measured.ahead);
    tick();
    const timer = setInterval(tick, 1_000);
    // Timers sleep in a hidden tab.
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [serverNow]);
  return now;
}
