import type { Context } from "./context";
import { type EndpointPath, endpoints } from "./endpoints";
import { runtime } from "./runtime";

type RouteHandler = (request: Request) => Promise<Response>;

/** An endpoint as the exports of a Next.js route file: every method goes to it, also those it refuses. */
export function mount(
  path: EndpointPath,
): Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS", RouteHandler> {
  const handle: RouteHandler = (request) => endpoints[path](request, context());
  return {
    GET: handle,
    POST: handle,
    PUT: handle,
    PATCH: handle,
    DELETE: handle,
    HEAD: handle,
    OPTIONS: handle,
  };
}

/** Behind Next.js nobody knows the caller's address for sure: forwarding headers can be forged. */
function context(): Context {
  return { ...runtime(), address: null };
}
