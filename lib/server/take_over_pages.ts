import type { IncomingMessage, ServerResponse } from "node:http";
import { requestFailed } from "@/lib/events/server_events";
import { cookieNames } from "@/lib/http/cookies";
import { takeOverPage } from "@/lib/http/page_take_over";
import type { Runtime } from "@/lib/http/runtime";
import { isUnavailable } from "@/lib/store/errors";
import type { Pages } from "./page_requests";
import { removeHeader, setHeader } from "./request_headers";

/** A request for a page, with what was found out about it before. */
export interface AddressedRequest extends IncomingMessage {
  address?: string | null;
}

/**
 * Takes over the sessions of Django's that requests for pages bring (DJANGO_SESSION_COOKIE): the page is rendered with the cookie of
 * ours, which pages cannot set themselves.
 * @param pages answers all requests
 */
export function takeOverPages(pages: Pages, runtime: Runtime): Pages {
  const spec = runtime.settings.session.djangoCookie;
  if (spec === null) return pages;
  return {
    has: pages.has,
    listener(incoming: AddressedRequest, outgoing) {
      const { cookie, accept = "" } = incoming.headers;
      // Files of the build are asked for by other Accept headers.
      if (cookie === undefined || !accept.includes("text/html") || !cookieNames(cookie).has(spec.name)) {
        pages.listener(incoming, outgoing);
        return;
      }
      void takeOver(incoming, outgoing, runtime).then(() => {
        if (!outgoing.destroyed) pages.listener(incoming, outgoing);
      });
    },
  };
}

async function takeOver(
  incoming: AddressedRequest,
  outgoing: ServerResponse,
  runtime: Runtime,
): Promise<void> {
  const { cookie = "", "user-agent": userAgent } = incoming.headers;
  const headers = { Cookie: cookie, ...(userAgent !== undefined && { "User-Agent": userAgent }) };
  const request = new Request(runtime.settings.origin, { headers });
  try {
    const taken = await takeOverPage(request, { ...runtime, address: incoming.address ?? null });
    if (taken === null) return;
    removeHeader(incoming, "cookie");
    setHeader(incoming, "cookie", taken.cookie);
    setCookieAtEnd(outgoing, taken.setCookie);
  } catch (error) {
    // The page says itself what it cannot read.
    if (!isUnavailable(error)) requestFailed(error);
  }
}

/** Next.js replaces what was set before. */
function setCookieAtEnd(outgoing: ServerResponse, line: string): void {
  const writeHead = outgoing.writeHead.bind(outgoing) as (...args: unknown[]) => ServerResponse;
  outgoing.writeHead = (...args: unknown[]) => {
    outgoing.appendHeader("set-cookie", line);
    return writeHead(...args);
  };
}
