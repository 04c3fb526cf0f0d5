import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { findEndpoint } from "@/lib/http/endpoints";
import type { Runtime } from "@/lib/http/runtime";

/**
 * Answers the endpoints itself, ten times as fast as through a framework's router, and passes everything else on.
 * @param pages what answers the rest
 */
export function door(runtime: Runtime, pages: RequestListener): RequestListener {
  const endpoints = getRequestListener(
    (request, bindings) => {
      const { incoming } = bindings as HttpBindings;
      const endpoint = findEndpoint(pathOf(incoming));
      if (!endpoint) return new Response(null, { status: 404 });
      return endpoint(request, { ...runtime, address: incoming.socket.remoteAddress ?? null });
    },
    { overrideGlobalObjects: false },
  );
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (findEndpoint(pathOf(incoming))) endpoints(incoming, outgoing);
    else pages(incoming, outgoing);
  };
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "/";
}
