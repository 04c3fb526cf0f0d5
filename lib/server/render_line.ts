import type { IncomingMessage, ServerResponse } from "node:http";
import { serviceUnavailable } from "@/lib/events/server_events";
import { unavailable } from "@/lib/http/plain_refusal";
import type { Pages } from "./page_requests";
import type { Refuse } from "./refuse";

/** One is rendered while another waits for the database. More would delay all other requests, and be no faster. */
const AT_ONCE = 2;
/** About half a second of rendering. */
const MAX_WAITING = 64;
/** A page that takes longer waits for something else than the processor, such as a client that does not read. */
const MAX_RENDER_MS = 2_000;

type Waiting = readonly [IncomingMessage, ServerResponse];

/**
 * Lets few requests be rendered at a time, and the others wait in line; past its end they are refused with 503. Rendering takes
 * milliseconds of the one thread that answers everything, so that without this a flood of pages stops all else.
 */
export function renderInLine(pages: Pages, refuse: Refuse): Pages {
  const waiting: Waiting[] = [];
  let running = 0;

  const next = () => {
    for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) {
      if (!isGone(first[1])) return run(...first);
    }
  };
  const run = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    running += 1;
    whenRendered(outgoing, () => {
      running -= 1;
      next();
    });
    pages.listener(incoming, outgoing);
  };

  return {
    has: pages.has,
    listener(incoming, outgoing) {
      if (isFile(incoming)) pages.listener(incoming, outgoing);
      else if (running < AT_ONCE) run(incoming, outgoing);
      else if (waiting.length < MAX_WAITING) waiting.push([incoming, outgoing]);
      else {
        serviceUnavailable(new Error("too many pages wait to be rendered"));
        refuse(unavailable(), incoming, outgoing);
      }
    },
  };
}

/** Files of the build are read by other threads. */
function isFile({ url = "" }: IncomingMessage): boolean {
  return url.startsWith("/latchkey/_next/static/");
}

/** The client has hung up, or the server stops and has answered. */
function isGone(outgoing: ServerResponse): boolean {
  return outgoing.destroyed || outgoing.headersSent;
}

/** Calls back once: when all of a page has been handed over, not when its client has taken it. */
function whenRendered(outgoing: ServerResponse, callback: () => void): void {
  let isOver = false;
  const over = () => {
    clearTimeout(limit);
    if (!isOver) setImmediate(callback);
    isOver = true;
  };
  const limit = setTimeout(over, MAX_RENDER_MS);
  outgoing.once("close", over);
  const { end } = outgoing;
  Object.assign(outgoing, {
    end(...all: Parameters<typeof end>) {
      over();
      return end.apply(outgoing, all);
    },
  });
}
