import { handleRequest } from "@/lib/http/handle_request";
import { router } from "@/lib/http/router";
import { row } from "@/lib/http/row";
import type { TestServer } from "@/lib/testing/server";

/** An endpoint that asks for a recent sign-in and does nothing. */
const endpoint = router([
  row({
    method: "GET",
    path: "/recent",
    name: "Recent",
    summary: "For recent sign-ins.",
    access: "recent_user",
    responses: { 204: { description: "It is recent.", body: null } },
    refusals: [],
    run: async () => ({ status: 204 }),
  }),
]).find("/recent");

/** How a request for which the sign-in has to be recent is answered: 204, 401 or 403. @param headers with its credential */
export async function recentStatus(server: TestServer, headers: Record<string, string>): Promise<number> {
  if (endpoint === null) throw new TypeError("/recent is no endpoint");
  const context = { settings: server.settings, store: server.store, now: server.clock.now, address: null };
  const request = new Request("http://127.0.0.1/recent", { headers });
  return (await handleRequest(endpoint, request, context)).status;
}
