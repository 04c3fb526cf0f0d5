import { type SetCookie, writeCookie } from "@/lib/contract/cookie";
import { ApiError, FieldErrors, type Message, type Refusal } from "@/lib/contract/errors";
import type { Language } from "@/lib/contract/language";
import { text } from "@/lib/contract/messages";
import { BreachedListError } from "@/lib/credentials/passwords/breached_passwords";
import { isHashCancelled, isHashingUnavailable } from "@/lib/credentials/passwords/hashing/unavailable.js";
import { requestFailed, serviceUnavailable } from "@/lib/events/server_events";
import type { Settings } from "@/lib/settings/settings";
import { isUnavailable } from "@/lib/store/errors";
import type { Reply } from "@/lib/usecases/call";
import { SECURITY_HEADERS } from "./security_headers";

/** Responses must not be cached, framed, or taken by browsers for anything but JSON. */
const HEADERS = {
  "Cache-Control": "no-store",
  Vary: "Accept, Accept-Language, Cookie, Origin",
  ...SECURITY_HEADERS,
} as const;

/** Further headers of an answer, beside those that all of them carry. */
export type FurtherHeaders = Readonly<Record<string, string>>;

/**
 * A JSON answer with the headers that every answer of an endpoint carries; without a body where there is none. Headers
 * are given here rather than set afterwards: a server can write a plain object as it is.
 */
function respond(status: number, body: unknown, headers: FurtherHeaders = {}): Response {
  if (body === undefined) return new Response(null, { status, headers: { ...HEADERS, ...headers } });
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", ...HEADERS, ...headers },
  });
}

/** An answer, and the cookies that are to be set with it. */
interface ResponseWithCookies {
  readonly response: Response;
  readonly cookies: readonly SetCookie[];
  /** What the answer refuses with, also in place of an error that was no refusal; null where all went well. */
  readonly refusal: Refusal | null;
}

/** The answer for what a use case replied. */
export function respondToReply(reply: Reply, headers: FurtherHeaders): ResponseWithCookies {
  const response =
    "redirect" in reply
      ? respond(reply.status ?? 303, undefined, { Location: reply.redirect, ...headers })
      : respond(reply.status, reply.body, {
          ...headers,
          ...cacheHeaders(reply.maxAge),
          ...reply.headers,
          ...(reply.attachment && { "Content-Disposition": `attachment; filename="${reply.attachment}"` }),
        });
  return { response, cookies: reply.cookies ?? [], refusal: null };
}

/** What may be kept is the same for everybody: with Cookie in Vary, caches would keep it for each browser apart. */
function cacheHeaders(maxAge: number | undefined): FurtherHeaders {
  return maxAge === undefined ? {} : { "Cache-Control": `public, max-age=${maxAge}`, Vary: "Accept, Origin" };
}

/** A request whose Host or address cannot be read. */
export function malformedRequest(): Response {
  const error = new ApiError("parse_error", { key: "malformed_request" });
  return respond(error.status, errorBody(error, "en"));
}

interface ErrorContext {
  readonly language: Language;
  readonly settings: Settings;
  readonly headers: FurtherHeaders;
}

/**
 * The one place that turns a thrown value into an answer. What is no refusal becomes a bare 500 or 503: only the log says
 * more.
 */
export function respondToError(
  error: unknown,
  { language, settings, headers }: ErrorContext,
): ResponseWithCookies {
  if (error instanceof FieldErrors) {
    const response = respond(error.status, fieldBody(error, language), headers);
    return { response, cookies: error.cookies, refusal: error };
  }
  const refusal = error instanceof ApiError ? error : refusalOf(error);
  const response = respond(refusal.status, errorBody(refusal, language), {
    ...errorHeaders(refusal, settings),
    ...headers,
  });
  return { response, cookies: refusal.cookies, refusal };
}

/** What a caller is told of an error that is no refusal. */
function refusalOf(error: unknown): ApiError {
  // The client hung up: nobody reads the answer, and a stranger could fill the log.
  if (isHashCancelled(error)) return unavailable();
  if (isHashingUnavailable(error) || isUnavailable(error) || error instanceof BreachedListError) {
    serviceUnavailable(error);
    return unavailable();
  }
  requestFailed(error);
  return new ApiError("error");
}

function unavailable(): ApiError {
  return new ApiError("unavailable", undefined, { headers: { "Retry-After": "5" } });
}

/** Sets cookies, in their order. @returns the same response */
export function withCookies(response: Response, cookies: readonly SetCookie[], now: Date): Response {
  for (const cookie of cookies) response.headers.append("Set-Cookie", writeCookie(cookie, now.getTime()));
  return response;
}

function fieldBody({ fields }: FieldErrors, language: Language): Record<string, string[]> {
  const sentences = Object.entries(fields).map(([name, messages]) => [
    name,
    messages.map((message) => say(language, message)),
  ]);
  return Object.fromEntries(sentences);
}

/** The body of a refusal. */
export function errorBody({ detail, code, details }: ApiError, language: Language) {
  const messages = details.messages?.map(({ tokenClass, tokenType, message }) => ({
    token_class: tokenClass,
    token_type: tokenType,
    message: say(language, message),
  }));
  const { challenge } = details;
  return {
    detail: say(language, detail),
    code,
    ...(messages ? { messages } : {}),
    ...(challenge === undefined ? {} : { challenge }),
  };
}

function errorHeaders({ status, details }: ApiError, { jwt }: Settings): FurtherHeaders {
  const challenge = status === 401 ? { "WWW-Authenticate": `${jwt.headerTypes[0]} realm="api"` } : {};
  return { ...challenge, ...details.headers };
}

function say(language: Language, { key, params }: Message): string {
  return text(language, key, params);
}
