import type { z } from "zod";
import { accountShape } from "@/lib/accounts/account_shape";
import { checkFields, type Fields } from "@/lib/contract/check_fields";
import type { SetCookie } from "@/lib/contract/cookie";
import { ApiError } from "@/lib/contract/errors";
import { pickLanguage } from "@/lib/contract/language";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import type { Credential } from "@/lib/sessions/credential";
import type { Reply } from "@/lib/usecases/call";
import { credentialFor, requireAccess } from "./access";
import { readBody } from "./body";
import { callerOf, isPageScript } from "./caller_of";
import type { Context } from "./context";
import { corsHeaders } from "./cors";
import { refuseCrossSite, refuseForwardedCrossSite } from "./cross_site";
import { methodOf } from "./form_method";
import { formPostOf, redirectFormPost } from "./form_post";
import { entryInstead, isModeOff } from "./mode_off";
import { requireNamedUser } from "./named_user";
import { requireAcceptable, wantsPage } from "./negotiate";
import { clearOtherForms } from "./other_cookie_forms";
import { setRefusalHeader } from "./refusal_header";
import { respondToError, respondToReply, withCookies } from "./respond";
import type { Match, Route } from "./router";
import { bodySchema, type Row } from "./row";
import { transportSecurity } from "./security_headers";
import { pageOfTyped, typedCookies } from "./typed_values";

/**
 * Turns a request into a response. It depends on no framework: our own server and Next.js both call it. The steps are in
 * DRF's order: site, format, credentials, permissions, method, body, use case.
 */
export async function handleRequest(match: Match, request: Request, context: Context): Promise<Response> {
  const { settings, store } = context;
  const scope = { settings, store, now: new Date(context.now()) };
  const headers = {
    Allow: match.route.allow,
    ...transportSecurity(settings),
    ...corsHeaders(request, match.route, settings),
  };
  const method = methodOf(request);
  const row = rowOf(match, method);
  const form = formPostOf(request, row, settings.redirects);
  const seen: Seen = { renewed: [], fields: {} };
  const plain = await answer(match, { request, method, row }, scope, context, seen).then(
    (reply) => respondToReply(reply, headers),
    (error: unknown) => {
      const language = pickLanguage(request.headers.get("accept-language"), settings.language);
      return respondToError(error, { language, settings, headers });
    },
  );
  const isRefused = plain.refusal !== null;
  const page = row === undefined ? null : pageOfTyped(row);
  const typed =
    page === null
      ? []
      : await typedCookies(
          request,
          { page, isFormPost: form !== null, isRefused, fields: seen.fields },
          settings,
        );
  // What the use case sets comes after the renewed cookie and wins: it may have ended the session.
  const cookies = [...seen.renewed, ...typed, ...plain.cookies];
  // A proxy passes one Set-Cookie on, and the app's host holds no other forms.
  const hasOthers = cookies.length > 0 && match.route.first.access !== "behind_proxy";
  const others = hasOthers ? await clearOtherForms(cookies, request.headers.get("cookie"), settings) : [];
  const complete = withCookies(plain.response, [...others, ...cookies], scope.now);
  const response = form === null ? complete : redirectFormPost(form, complete, plain.refusal);
  if (plain.refusal !== null && isPageScript(request, settings)) setRefusalHeader(response, plain.refusal);
  // RFC 9110, 9.3.2: a HEAD is answered with GET's headers and nothing else.
  return request.method === "HEAD" ? new Response(null, response) : response;
}

/** What is known of a request, also where it is then refused. */
interface Seen {
  /** The session cookie, where every use renews it: set with every response to a signed-in caller, refusals included. */
  renewed: readonly SetCookie[];
  /** The fields of its body. */
  fields: Fields;
}

/** A request, as which method it counts, and the row of that; undefined where the path has none. */
interface Asked {
  readonly request: Request;
  readonly method: string;
  readonly row: Row | undefined;
}

function rowOf({ route }: Match, method: string): Row | undefined {
  return route.rows.get(method === "HEAD" ? "GET" : method);
}

async function answer(
  { route, params }: Match,
  { request, method, row }: Asked,
  scope: Scope,
  context: Context,
  seen: Seen,
): Promise<Reply> {
  const isForProxy = route.first.access === "behind_proxy";
  if (method === "OPTIONS" && !isForProxy) return { status: 200, body: metadata(route) };
  const isRead = method === "GET" || method === "HEAD";
  const page = isRead && wantsPage(request) ? route.first.page : undefined;
  if (page !== undefined)
    return { redirect: isModeOff(route.first, scope.settings) ? entryInstead(page) : page };
  if (!isRead) refuseCrossSite(request, scope.settings);
  if (isForProxy) refuseForwardedCrossSite(request, scope.settings, context.forwarded);
  else requireAcceptable(request);
  const caller = callerOf(request, context);
  const { access } = row ?? route.first;
  const credential = await credentialFor(access, scope, caller);
  if (credential !== null) {
    if (credential.kind === "session") seen.renewed = credential.cookies;
    if (!isRead) requireNamedUser(request, credential);
    await requireAccess(access, credential, scope);
  }
  if (!row) throw new ApiError("method_not_allowed", { key: "method_not_allowed", params: { method } });
  return call(row, request, { scope, caller, credential, params, seen });
}

interface Calling {
  readonly scope: Scope;
  readonly caller: Caller;
  readonly credential: Credential | null;
  readonly params: Match["params"];
  readonly seen: Seen;
}

/** @throws ApiError 403 sign_in_mode_off; FieldErrors 400 for input that its schemas do not take, and whatever else the use case refuses with */
async function call(
  row: Row,
  request: Request,
  { scope, caller, credential, params, seen }: Calling,
): Promise<Reply> {
  if (isModeOff(row, scope.settings)) throw new ApiError("sign_in_mode_off");
  const schema = bodySchema(row, () => accountShape(scope));
  return row.run({
    scope,
    caller,
    credential,
    params: row.params ? await checkFields(row.params, params) : {},
    query: row.query ? await checkFields(row.query, queryOf(request)) : {},
    body: schema ? await bodyOf(row, schema, request, { scope, caller, seen }) : {},
  });
}

async function bodyOf(
  row: Row,
  schema: z.ZodObject,
  request: Request,
  { scope, caller, seen }: Pick<Calling, "scope" | "caller" | "seen">,
) {
  const { fields, isForm } = await readBody(request);
  seen.fields = fields;
  return checkFields(schema, fields, { isForm, further: row.problems?.bind(row, scope, caller) });
}

/** As Django's QueryDict, the last of several values counts. */
function queryOf(request: Request): Readonly<Record<string, string>> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

/** What DRF's SimpleMetadata tells about a view. */
function metadata({ first }: Route) {
  return {
    name: first.name,
    description: "",
    renders: ["application/json"],
    parses: ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
  };
}
