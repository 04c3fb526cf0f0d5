import { isUnderNohup } from "./nohup.js";
import { PROCESS_MS } from "./stop_limits";

/**
 * @param finish what is to be done before the process ends
 * @returns ends the process when that is done, or the time for a stop is over; further calls change nothing
 */
export function endAfter(finish: () => Promise<void>): () => void {
  let begun = false;
  return () => {
    if (begun) return;
    begun = true;
    setTimeout(() => process.exit(), PROCESS_MS);
    finish()
      .catch((error: unknown) => console.error(error))
      .finally(() => process.exit());
  };
}

/** Calls `stop` at a signal that asks for it, and when the process that keeps a channel to this one (`npm start`) is gone. */
export function onStopRequest(stop: () => void): void {
  // One process may be signalled several times: by a terminal, which signals the whole group, and by who started it.
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // As the process 1 of a container, too, for which signals without a listener do nothing.
  process.on("SIGHUP", () => isUnderNohup() || stop());
  process.once("disconnect", stop);
  if (process.connected === false) stop();
}
