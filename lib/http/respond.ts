import { ApiError, FieldErrors, type Message } from "@/lib/contract/errors";
import type { Language } from "@/lib/contract/language";
import { text } from "@/lib/contract/messages";
import { isHashingUnavailable } from "@/lib/credentials/passwords/hashing/unavailable.js";
import { logEvent } from "@/lib/effects/log";
import type { Settings } from "@/lib/settings/settings";
import { isUnavailable } from "@/lib/store/errors";

/** Answers are for one caller and one moment; a browser takes them for nothing but JSON of ours. */
const HEADERS = {
  "Cache-Control": "no-store",
  Vary: "Accept, Accept-Language, Cookie, Origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
} as const;

/** Further headers of an answer, beside those that all of them carry. */
export type FurtherHeaders = Readonly<Record<string, string>>;

/**
 * A JSON answer with the headers that every answer of an endpoint carries; without a body where there is none. Headers
 * are given here rather than set afterwards: a server can write a plain object as it is.
 */
export function respond(status: number, body: unknown, headers: FurtherHeaders = {}): Response {
  if (body === undefined) return new Response(null, { status, headers: { ...HEADERS, ...headers } });
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", ...HEADERS, ...headers },
  });
}

/** A request that is none: its Host or its address cannot be read. */
export function malformedRequest(): Response {
  const error = new ApiError(400, "parse_error", { key: "malformed_request" });
  return respond(400, errorBody(error, "en"));
}

/**
 * The one place that turns a thrown thing into an answer. What is no refusal of ours becomes a bare 500 or 503: only
 * the log says more.
 */
export function respondToError(
  error: unknown,
  language: Language,
  settings: Settings,
  headers: FurtherHeaders,
): Response {
  if (error instanceof FieldErrors) return respond(400, fieldBody(error, language), headers);
  if (error instanceof ApiError)
    return respond(error.status, errorBody(error, language), {
      ...errorHeaders(error, settings),
      ...headers,
    });
  if (isHashingUnavailable(error) || isUnavailable(error)) {
    logEvent("service_unavailable", factsOf(error));
    const busy = new ApiError(
      503,
      "unavailable",
      { key: "unavailable" },
      { headers: { "Retry-After": "5" } },
    );
    return respond(503, errorBody(busy, language), { ...errorHeaders(busy, settings), ...headers });
  }
  logEvent("request_failed", factsOf(error));
  return respond(500, errorBody(new ApiError(500, "error", { key: "server_error" }), language), headers);
}

function fieldBody({ fields }: FieldErrors, language: Language): Record<string, string[]> {
  const sentences = Object.entries(fields).map(([name, messages]) => [
    name,
    messages.map((message) => say(language, message)),
  ]);
  return Object.fromEntries(sentences);
}

function errorBody({ detail, code, details }: ApiError, language: Language) {
  const messages = details.messages?.map(({ tokenClass, tokenType, message }) => ({
    token_class: tokenClass,
    token_type: tokenType,
    message: say(language, message),
  }));
  return { detail: say(language, detail), code, ...(messages ? { messages } : {}) };
}

function errorHeaders({ status, details }: ApiError, { jwt }: Settings): FurtherHeaders {
  const challenge = status === 401 ? { "WWW-Authenticate": `${jwt.headerTypes[0]} realm="api"` } : {};
  return { ...challenge, ...details.headers };
}

/** Names of fields inside of sentences, as Django's models call them: they have texts of their own. */
const FIELD_NAMES = { username: "verbose_name_username", "email address": "verbose_name_email" } as const;

function say(language: Language, { key, params }: Message): string {
  const name = FIELD_NAMES[params?.verbose_name as keyof typeof FIELD_NAMES];
  return text(language, key, name ? { ...params, verbose_name: text(language, name) } : params);
}

function factsOf(error: unknown): { error: string; stack: string | null } {
  return error instanceof Error
    ? { error: `${error.name}: ${error.message}`, stack: error.stack ?? null }
    : { error: String(error), stack: null };
}
