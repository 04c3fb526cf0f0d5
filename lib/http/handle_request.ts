import type { z } from "zod";
import { checkFields } from "@/lib/contract/check_fields";
import { ApiError, Refusal } from "@/lib/contract/errors";
import { pickLanguage } from "@/lib/contract/language";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import type { Credential } from "@/lib/sessions/credential";
import type { Reply } from "@/lib/usecases/call";
import { credentialFor } from "./access";
import { readBody } from "./body";
import { callerOf } from "./caller_of";
import type { Context } from "./context";
import { refuseCrossSite } from "./cross_site";
import { formPostOf, redirectFormPost } from "./form_post";
import { requireAcceptable, wantsPage } from "./negotiate";
import { type FurtherHeaders, respond, respondToError, respondToReply } from "./respond";
import type { Endpoint, Match } from "./router";
import type { Row } from "./row";

/**
 * From request to answer, with nothing of a framework in it: it runs wherever it is mounted. The steps are in DRF's order:
 * site, format, credentials, method, body, use case.
 */
export async function handleRequest(match: Match, request: Request, context: Context): Promise<Response> {
  const { endpoint } = match;
  const headers = { Allow: endpoint.allow };
  const form = formPostOf(request, endpoint.rows.get("POST"));
  let refusal: unknown;
  const plain = await answer(match, request, context, headers).catch((error: unknown) => {
    refusal = error;
    const language = pickLanguage(request.headers.get("accept-language"), context.settings.language);
    return respondToError(error, {
      language,
      settings: context.settings,
      now: new Date(context.now()),
      headers,
    });
  });
  const response = form === null ? plain : redirectFormPost(form, plain, refusal);
  // RFC 9110, 9.3.2: a HEAD is answered with GET's headers and nothing else.
  return request.method === "HEAD" ? new Response(null, response) : response;
}

async function answer(
  { endpoint, params }: Match,
  request: Request,
  context: Context,
  headers: FurtherHeaders,
): Promise<Response> {
  const { method } = request;
  if (method === "OPTIONS") return respond(200, metadata(endpoint), headers);
  const isRead = method === "GET" || method === "HEAD";
  const page = isRead && wantsPage(request) ? endpoint.first.page : undefined;
  if (page !== undefined) return respond(303, undefined, { Location: page, ...headers });
  if (!isRead) refuseCrossSite(request, context.settings);
  requireAcceptable(request);
  const scope = { settings: context.settings, store: context.store, now: new Date(context.now()) };
  const caller = callerOf(request, context.address, context.settings.origin);
  const row = endpoint.rows.get(method === "HEAD" ? "GET" : method);
  const credential = await credentialFor((row ?? endpoint.first).access, scope, caller);
  if (!row) throw new ApiError("method_not_allowed", { key: "method_not_allowed", params: { method } });
  // What every answer to a signed-in caller carries. What the use case sets comes after it and wins: it may end the session.
  const renewed = credential?.kind === "session" ? credential.cookies : [];
  const reply = await call(row, request, { scope, caller, credential, params }).catch((error: unknown) => {
    if (error instanceof Refusal) error.cookies.unshift(...renewed);
    throw error;
  });
  return respondToReply(reply, [...renewed, ...(reply.cookies ?? [])], scope.now, headers);
}

interface Calling {
  readonly scope: Scope;
  readonly caller: Caller;
  readonly credential: Credential | null;
  readonly params: Match["params"];
}

/** @throws FieldErrors 400 for input that its schemas do not take, and whatever else the use case refuses with */
async function call(row: Row, request: Request, { params, ...who }: Calling): Promise<Reply> {
  return row.run({
    ...who,
    params: row.params ? await checkFields(row.params, params) : {},
    query: row.query ? await checkFields(row.query, queryOf(request)) : {},
    body: row.body ? await bodyOf(row, row.body, request, who.scope) : {},
  });
}

async function bodyOf(row: Row, schema: z.ZodObject, request: Request, scope: Scope) {
  const { fields, isForm } = await readBody(request);
  return checkFields(schema, fields, { isForm, further: row.problems?.bind(row, scope) });
}

/** As Django's QueryDict, the last of several values counts. */
function queryOf(request: Request): Readonly<Record<string, string>> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

/** What DRF's SimpleMetadata tells about a view. */
function metadata({ first }: Endpoint) {
  return {
    name: first.name,
    description: "",
    renders: ["application/json"],
    parses: ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
  };
}
