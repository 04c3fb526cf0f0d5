import type { AddressInfo } from "node:net";
import { listen } from "@/lib/server/listen";
import { requestListener } from "@/lib/server/request_listener";
import { type Environment, readSettings } from "@/lib/settings/read";
import { openStore } from "@/lib/store/open";

/** What the test tells this process. */
export type Order =
  | { readonly serve: Environment; readonly offset: number }
  /** How far the clock stands before the real one, seconds. */
  | { readonly offset: number };

/** What this process tells the test when it has obeyed. */
export interface Report {
  readonly url: string;
}

// One instance of several on one database, in a process of its own, with a clock that the test moves.
let offset = 0;
let url = "";
process.on("message", async (order: Order) => {
  offset = order.offset;
  if ("serve" in order) url = await serve(order.serve);
  process.send?.({ url } satisfies Report);
});

async function serve(environment: Environment): Promise<string> {
  const settings = readSettings(environment);
  const store = await openStore(settings.databaseUrl);
  const runtime = { settings, store, now: () => Date.now() + offset * 1000 };
  const server = await listen(
    requestListener(runtime, (_, response) => response.writeHead(404).end()),
    "127.0.0.1",
    0,
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
