import { ApiError } from "@/lib/contract/errors";
import { LAB_PAGE } from "@/lib/contract/lab";
import type { Context } from "@/lib/http/context";
import { handleRequest } from "@/lib/http/handle_request";
import { wantsPage } from "@/lib/http/negotiate";
import { respondToError } from "@/lib/http/respond";
import { answerTerminal } from "./doors";
import { labRouter } from "./table";

/**
 * Answers what is asked below /lab: what visitors do on its page, and the doors of their labs for terminals. A browser that opens such
 * an address is led to the page: it would keep the cookies that a door sets.
 */
export async function answerLab(request: Request, context: Context): Promise<Response> {
  const { settings } = context;
  const { pathname } = new URL(request.url);
  const match = settings.lab ? labRouter.find(pathname) : null;
  if (match !== null) return handleRequest(match, request, context);
  const [, name, id = "", path = ""] = /^\/lab\/(door|neighbour)\/([\w-]+)(\/.*)$/.exec(pathname) ?? [];
  if (name === undefined || !settings.lab) return notFound(context);
  if (wantsPage(request) || request.headers.has("sec-fetch-site"))
    return new Response(null, { status: 303, headers: { Location: LAB_PAGE } });
  return answerTerminal(request, context, { id, path, door: name === "door" ? "ours" : "neighbour" });
}

function notFound({ settings }: Context): Response {
  const { language } = settings;
  return respondToError(new ApiError("not_found"), { language, settings, headers: {} }).response;
}
