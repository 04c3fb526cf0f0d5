import { encodeConsole } from "@/lib/events/log";
import type { Runtime } from "@/lib/http/runtime";
import type { Settings } from "@/lib/settings/settings";
import { closeStore, openStore } from "@/lib/store/open";
import { startHourlyJobs } from "./hourly";
import { keptPages } from "./kept_pages";
import { createHttpServer, type HttpServer, listen } from "./listen";
import { nextPages } from "./pages";
import { requestListener } from "./request_listener";

export interface Serving {
  /** The port of the settings, or a free one where that is 0. */
  readonly port: number;
  stop(): Promise<void>;
}

/** Opens the database and answers on the settings' address until stopped. @throws ListenError */
export async function serve(settings: Settings): Promise<Serving> {
  const { server, stop } = await openServer(settings);
  return { port: await listen(server, settings.host, settings.port), stop };
}

/** Opens the database and makes a server on it, which does not listen yet; its stop also closes the database. */
export async function openServer(settings: Settings): Promise<HttpServer> {
  const runtime: Runtime = { settings, store: await openStore(settings.databaseUrl), now: Date.now };
  // Next.js bundles the pages separately: they find settings and database here.
  Object.assign(globalThis, { [Symbol.for("latchkey.runtime")]: runtime });
  const { server, stop } = createHttpServer(
    requestListener(runtime, keptPages(nextPages(settings), settings)),
    settings,
  );
  // Nothing of a stranger's is printed before that.
  server.once("connection", encodeConsole);
  const stopJobs = startHourlyJobs(runtime.store, settings, runtime.now);
  return {
    server,
    async stop() {
      stopJobs();
      await stop();
      await closeStore(runtime.store);
    },
  };
}
