import { ApiError } from "@/lib/contract/errors";
import { pickLanguage } from "@/lib/contract/language";
import type { Settings } from "@/lib/settings/settings";
import { acceptsHtml } from "./negotiate";
import { errorBody } from "./respond";

export type { ApiError };

/** A response with its whole text. */
export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The headers of a request that decide how it is refused. */
interface Asking {
  readonly accept?: string | undefined;
  readonly "accept-language"?: string | undefined;
}

/** Refuses a request that reaches neither an endpoint nor a page: in JSON to programs, in one sentence to people. */
export function plainRefusal(error: ApiError, asking: Asking, settings: Settings): PlainResponse {
  const language = pickLanguage(asking["accept-language"] ?? null, settings.language);
  const body = errorBody(error, language);
  const headers = { "cache-control": "no-store", vary: "Accept, Accept-Language", ...error.details.headers };
  if (!acceptsHtml(asking.accept ?? ""))
    return withLength(error.status, JSON.stringify(body), { ...headers, "content-type": "application/json" });
  const page = htmlPage(settings.app.name, language, `${error.status}`, body.detail);
  return withLength(error.status, page, { ...headers, "content-type": "text/html; charset=utf-8" });
}

/** There is no page and no endpoint at the address. */
export function notFound(): ApiError {
  return new ApiError("not_found");
}

/** The request's target or Host cannot be read (RFC 9112, 3.2). */
export function malformed(status = 400): ApiError {
  return new ApiError("parse_error", { key: "malformed_request" }, { status });
}

/** @param allow the methods that the address takes */
export function methodNotAllowed(method: string, allow: string): ApiError {
  const detail = { key: "method_not_allowed", params: { method } } as const;
  return new ApiError("method_not_allowed", detail, { headers: { allow } });
}

export function bodyTooLarge(): ApiError {
  return new ApiError("too_large");
}

/** What was asked for cannot be done at the moment. */
export function unavailable(): ApiError {
  return new ApiError("unavailable", undefined, { headers: { "retry-after": "5" } });
}

function withLength(status: number, body: string, headers: Readonly<Record<string, string>>): PlainResponse {
  return { status, headers: { ...headers, "content-length": `${Buffer.byteLength(body)}` }, body };
}

/** Needs nothing else from this server, since something is wrong with it or with the request. */
function htmlPage(app: string, language: string, title: string, sentence: string): string {
  const style =
    ":root{color-scheme:light dark}body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem}";
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · ${escaped(app)}</title><style>${style}</style><h1>${title}</h1><p>${escaped(sentence)}</p></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
