import type { EndpointPath } from "./endpoints/table";
import { endpointRouter } from "./endpoints/table";
import { handleRequest } from "./handle_request";
import { runtime } from "./runtime";

type RouteHandler = (request: Request) => Promise<Response>;

/**
 * An endpoint as the exports of a Next.js route file: every method goes to it, also those it refuses.
 * @param _path for the compiler, which checks that the table has it; the row is found by the request's own path
 */
export function mount(
  _path: EndpointPath,
): Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS", RouteHandler> {
  const handle: RouteHandler = async (request) => {
    const match = endpointRouter.find(new URL(request.url).pathname);
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
