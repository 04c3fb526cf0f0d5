import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { BELOW_LAB, LAB_PAGE } from "@/lib/contract/lab";
import { FORM_TASKS, formPage, MODES } from "@/lib/contract/mode";
import { serviceUnavailable } from "@/lib/events/server_events";
import { LOOK } from "@/lib/http/look_files";
import { unavailable } from "@/lib/http/plain_refusal";
import type { Settings } from "@/lib/settings/settings";
import { requireDescriptors } from "./descriptors";
import type { Pages } from "./page_requests";
import { refuser } from "./refuse";

/** By the build: every path with a file in app/. */
const ROUTES = ".next/routes-manifest.json";

interface Routes {
  readonly staticRoutes: readonly { readonly page: string }[];
  readonly dynamicRoutes: readonly { readonly regex: string }[];
}

/** The pages of the build in the working directory. @throws where there is none */
export function nextPages(settings: Settings): Pages {
  const isPage = pageFinder(JSON.parse(readFileSync(ROUTES, "utf8")));
  const off = pagesOff(settings);
  return {
    has: (path) => isPage(path) && !off.has(path) && !path.startsWith(LOOK) && !path.startsWith(BELOW_LAB),
    listener: nextListener(settings),
  };
}

/** The pages of the modes that nobody signs in by, and that of the lab where it is off. */
function pagesOff({ users, lab }: Settings): ReadonlySet<string> {
  const off = MODES.filter((mode) => !users.signInModes.includes(mode));
  const forms = off.flatMap((mode) => FORM_TASKS.map((task) => formPage(mode, task)));
  return new Set(lab ? forms : [...forms, LAB_PAGE]);
}

function pageFinder({ staticRoutes, dynamicRoutes }: Routes): (path: string) => boolean {
  // Those with an underscore are Next.js's own.
  const paths = new Set(staticRoutes.map(({ page }) => page).filter((page) => !page.startsWith("/_")));
  const patterns = dynamicRoutes.map(({ regex }) => new RegExp(regex));
  return (path) => paths.has(path) || (patterns.some((pattern) => pattern.test(path)) && isDecodable(path));
}

/** Next.js answers 500 where a part of the path is not valid percent-encoding. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Next.js takes half of the memory: it is loaded at the first request for a page. */
function nextListener(settings: Settings): RequestListener {
  let ready: Promise<RequestListener> | null = null;
  const refuse = refuser(settings);
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    // Before each page: it is loaded when it is first asked for.
    requireDescriptors();
    ready ??= loadNext(settings);
    const listener = await ready.catch((error: unknown) => {
      // The next request tries again: descriptors or memory may be there by then.
      ready = null;
      throw error;
    });
    await listener(incoming, outgoing);
  };
  return (incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      serviceUnavailable(error);
      refuse(unavailable(), incoming, outgoing);
    });
  };
}

async function loadNext({ host, port }: Settings): Promise<RequestListener> {
  // Not import(), which keeps a failure for as long as the process lives.
  const next: typeof import("next").default = createRequire(import.meta.url)("next");
  // It would answer `Upgrade:` on our server; on one that never listens it does not.
  const app = next({ dev: false, hostname: host, port, httpServer: createServer() });
  await app.prepare();
  return app.getRequestHandler();
}
