import { encodeConsole } from "@/lib/events/log";
import { writeRefusedSignIns } from "@/lib/events/refused_sign_ins";
import { writeRepeated } from "@/lib/events/repeated";
import { formTargetsVariable } from "@/lib/http/page_headers";
import type { Runtime } from "@/lib/http/runtime";
import { closeLabs } from "@/lib/lab/open_labs";
import type { Settings } from "@/lib/settings/settings";
import { closeStore, openStore } from "@/lib/store/open";
import { startHourlyJobs } from "./hourly";
import { keptPages } from "./kept_pages";
import { createHttpServer, type HttpServer, listen } from "./listen";
import { lookFiles } from "./look_files";
import { mailboxPage } from "./mailbox_page";
import { startOutboxSenders } from "./outbox_senders";
import type { Pages } from "./page_requests";
import { nextPages } from "./pages";
import { publicFiles } from "./public_files";
import { refuser } from "./refuse";
import { renderInLine } from "./render_line";
import { pageRenderer } from "./render_page";
import { requestListener } from "./request_listener";
import { takeOverPages } from "./take_over_pages";

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
  const runtime: Runtime = {
    settings,
    store: await openStore(settings.databaseUrl, settings.userTable),
    now: Date.now,
  };
  // Next.js bundles the pages separately: they find settings and database here.
  Object.assign(globalThis, { [Symbol.for("latchkey.runtime")]: runtime });
  Object.assign(process.env, formTargetsVariable(settings));
  const { server, stop } = createHttpServer(requestListener(runtime, allPages(runtime)), settings);
  // Nothing of a stranger's is printed before that.
  server.once("connection", encodeConsole);
  const stopJobs = startHourlyJobs(runtime.store, settings, runtime.now);
  const stopMail = startOutboxSenders(runtime);
  return {
    server,
    async stop() {
      stopJobs();
      await Promise.all([stop(), stopMail()]);
      await closeLabs();
      await writeRefusedSignIns(runtime.store);
      await closeStore(runtime.store);
      writeRepeated();
    },
  };
}

/** Everything that is no endpoint: each kind is asked for what the one before it does not have. */
function allPages(runtime: Runtime): Pages {
  const { settings } = runtime;
  const next = nextPages(settings);
  const render = pageRenderer(next.listener, new URL(settings.origin).host);
  const refuse = refuser(settings);
  const rendered = keptPages(renderInLine(next, refuse), render, settings);
  return lookFiles(publicFiles(mailboxPage(takeOverPages(rendered, runtime), settings, refuse)), settings);
}
