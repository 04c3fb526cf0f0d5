import type { EndpointPath } from "./endpoints/table";
import { endpoints } from "./endpoints/table";
import { handleRequest } from "./handle_request";
import { runtime } from "./runtime";

type RouteHandler = (request: Request) => Promise<Response>;

/**
 * An endpoint as the exports of a Next.js route file: every method goes to it, also those it refuses.
 * @param _path of the table; the request's own path finds the row, and the parameters in it
 */
export function mount(
  _path: EndpointPath,
): Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS", RouteHandler> {
  const handle: RouteHandler = async (request) => {
    const match = endpoints.find(new URL(request.url).pathname);
    if (match === null) return new Response(null, { status: 404 });
    // Behind Next.js nobody knows the caller's address for sure: forwarding headers can be forged.
    return handleRequest(match, request, { ...(await runtime()), address: null });
  };
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
