import { endpointRouter } from "@/lib/http/endpoints/table";
import { handleRequest } from "@/lib/http/handle_request";
import type { Lab } from "./open_labs";

/** Latchkey, as a lab has it. @param address what is noted as the caller's */
export async function answerOurs(
  { settings, store, now }: Pick<Lab, "settings" | "store" | "now">,
  request: Request,
  address: string | null,
): Promise<Response> {
  const match = endpointRouter.find(new URL(request.url).pathname);
  if (match === null) return Response.json({ detail: "Not found.", code: "not_found" }, { status: 404 });
  return handleRequest(match, request, { settings, store, now, address });
}
