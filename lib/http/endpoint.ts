import type { z } from "zod";
import { ApiError } from "@/lib/contract/errors";
import { pickLanguage } from "@/lib/contract/language";
import { authenticate, authenticateHeader, type Credential } from "@/lib/sessions/authenticate";
import type { Call, Reply } from "@/lib/sessions/call";
import { clearStaleSessionCookie } from "@/lib/sessions/cookie_session";
import { readFields } from "./body";
import type { Context } from "./context";
import { readCookie, writeCookie } from "./cookies";
import { refuseCrossSite } from "./cross_site";
import { checkFields, type FurtherCheck } from "./fields_of";
import { formPostOf, redirectFormPost } from "./form_post";
import { requireAcceptable, wantsPage } from "./negotiate";
import { type FurtherHeaders, respond, respondToError } from "./respond";

/** A plain function from request to answer, with nothing of a framework in it: it runs wherever it is mounted. */
export type Endpoint = (request: Request, context: Context) => Promise<Response>;

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What one method of an endpoint does. */
export type Action = (request: Request, call: Call, credential: Credential | null) => Promise<Reply>;

interface Description {
  /** In DRF's words, the view's name. */
  readonly name: string;
  /**
   * Whose request it is: `required` refuses strangers; `header` lets them in, but not a bad Authorization header
   * (DRF's default authentication runs before every view); `none` does not look (simplejwt's token views).
   */
  readonly authentication: "required" | "header" | "none";
  readonly methods: Readonly<Partial<Record<Method, Action>>>;
  /** Where a person's browser is led that opens the address. */
  readonly page?: string;
}

/** An action that reads a body. */
export function withBody<S extends z.ZodObject>(
  schema: S,
  useCase: (call: Call, input: z.output<S>) => Promise<Reply>,
  further?: (call: Call, input: Partial<z.output<S>>) => ReturnType<FurtherCheck<z.output<S>>>,
): Action {
  return async (request, call) => {
    const fields = await readFields(request);
    const input = await checkFields(schema, fields, further && ((well) => further(call, well)));
    return useCase(call, input);
  };
}

/** Puts the steps of a request in DRF's order: site, format, credentials, method, body, use case. */
export function endpoint(description: Description): Endpoint {
  const headers = { Allow: allowed(description) };
  return async (request, context) => {
    const { settings } = context;
    const language = pickLanguage(request.headers.get("accept-language"), settings.language);
    const form = formPostOf(request, description.page, !settings.jwt.tokensInBodies);
    let refusal: unknown;
    const plain = await answer(request, context, description, headers).catch((error) => {
      refusal = error;
      return respondToError(error, language, settings, headers);
    });
    const response = form === null ? plain : redirectFormPost(form, plain, refusal);
    // RFC 9110, 9.3.2: a HEAD is answered with GET's headers and nothing else.
    return request.method === "HEAD" ? new Response(null, response) : response;
  };
}

/** What the Allow header names, as DRF's: HEAD wherever GET is, OPTIONS always. */
function allowed({ methods }: Description): string {
  const named = Object.keys(methods).flatMap((name) => (name === "GET" ? ["GET", "HEAD"] : [name]));
  return [...named, "OPTIONS"].join(", ");
}

async function answer(
  request: Request,
  context: Context,
  { name, authentication, methods, page }: Description,
  headers: FurtherHeaders,
): Promise<Response> {
  const { method } = request;
  if (method === "OPTIONS") return respond(200, metadata(name), headers);
  if (page !== undefined && (method === "GET" || method === "HEAD") && wantsPage(request))
    return respond(303, undefined, { Location: page, ...headers });
  if (method !== "GET" && method !== "HEAD") refuseCrossSite(request, context.settings);
  requireAcceptable(request);
  const call = callOf(request, context);
  const credential = await credentialFor(authentication, call);
  const reply =
    credential === "stranger" ? strangerReply(call) : await act(methods, request, call, credential);
  const response =
    "refusal" in reply
      ? respondToError(
          reply.refusal,
          pickLanguage(request.headers.get("accept-language"), context.settings.language),
          context.settings,
          headers,
        )
      : respond(reply.status, reply.body, headers);
  for (const cookie of reply.cookies ?? [])
    response.headers.append("Set-Cookie", writeCookie(cookie, call.now.getTime()));
  return response;
}

async function credentialFor(
  authentication: Description["authentication"],
  call: Call,
): Promise<Credential | null | "stranger"> {
  if (authentication === "none") return null;
  if (authentication === "header") {
    await authenticateHeader(call);
    return null;
  }
  return (await authenticate(call)) ?? "stranger";
}

function strangerReply(call: Call): Reply {
  const refusal = new ApiError(401, "not_authenticated", { key: "not_authenticated" });
  return { refusal, cookies: clearStaleSessionCookie(call) };
}

async function act(
  methods: Description["methods"],
  request: Request,
  call: Call,
  credential: Credential | null,
): Promise<Reply> {
  const { method } = request;
  const action = methods[(method === "HEAD" ? "GET" : method) as Method];
  if (!action)
    throw new ApiError(405, "method_not_allowed", { key: "method_not_allowed", params: { method } });
  return action(request, call, credential);
}

function callOf(request: Request, { settings, store, now, address }: Context): Call {
  const cookies = request.headers.get("cookie");
  return {
    settings,
    store,
    now: new Date(now()),
    address,
    userAgent: request.headers.get("user-agent")?.slice(0, 512) ?? null,
    header: (header) => request.headers.get(header),
    cookie: (cookie) => readCookie(cookies, cookie),
  };
}

/** What DRF's SimpleMetadata tells about a view. */
function metadata(name: string) {
  return {
    name,
    description: "",
    renders: ["application/json"],
    parses: ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
  };
}
