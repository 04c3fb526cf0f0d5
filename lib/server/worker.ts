import type { Socket } from "node:net";
import type { Settings } from "@/lib/settings/settings";
import { hashInPrimary } from "./hashing_process";
import { openServer } from "./serve";
import { endAfter } from "./stop";

/** In the environment of workers. */
export const WORKER_VARIABLE = "LATCHKEY_WORKER";

/** What a worker tells its primary; each message is one of these. */
export interface Report {
  /** It serves. */
  readonly ready?: true;
  /** Why it could not start. */
  readonly failure?: string;
  /** It has taken a connection. */
  readonly taken?: true;
  /** Somebody else told it to stop: its primary should give it no more connections, and tell it, too. */
  readonly leaving?: true;
}

/** What a primary tells its worker; each message is one of these. */
export interface Order {
  /** It gets a connection, which comes with the message. */
  readonly connection?: true;
  readonly stop?: true;
}

/** Answers on the connections that the primary gives it, until that tells it to stop or is gone. */
export async function runWorker(settings: Settings): Promise<void> {
  let finish = async () => {};
  const stop = endAfter(() => finish());
  process.on("message", (order: Order) => order.stop && stop());
  process.once("disconnect", stop);
  process.on("SIGTERM", () => (process.connected ? report({ leaving: true }) : stop()));
  // A terminal sends these to the primary as well, which decides.
  for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => {});

  hashInPrimary();
  const { server, stop: stopServer } = await openServer(settings).catch((error: unknown) => {
    report({ failure: error instanceof Error ? error.message : String(error) });
    throw error;
  });
  finish = stopServer;
  // HTTP servers check their timeouts from this event on.
  server.emit("listening");
  process.on("message", ({ connection }: Order, socket?: Socket) => {
    if (!connection) return;
    report({ taken: true });
    // As the sockets of HTTP servers are. There is none where the client has gone already.
    if (socket) server.emit("connection", Object.assign(socket, { allowHalfOpen: true }));
  });
  report({ ready: true });
}

function report(message: Report): void {
  // Without a callback a failed send would be an uncaught error; "disconnect" follows it.
  process.send?.(message, undefined, undefined, () => {});
}

/** Whether this process is one. */
export function isWorker(): boolean {
  return process.env[WORKER_VARIABLE] !== undefined && process.send !== undefined;
}
