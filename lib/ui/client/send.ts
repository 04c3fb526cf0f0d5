import type { Language } from "@/lib/contract/language";

export type Failure =
  | { kind: "fields"; fields: Record<string, string[]> }
  /** `retryAfter` in seconds, from Retry-After. */
  | { kind: "detail"; status: number; code: string; detail: string; retryAfter: number | null }
  /** No response. */
  | { kind: "network" };

export type SendResult = { ok: true; status: number; body: unknown } | { ok: false; failure: Failure };

export type SendOptions = {
  body?: Record<string, unknown>;
  language: Language;
  /** The request goes on when its page is left, and its cookies are still set. */
  keepalive?: boolean;
};

/** Long enough for a password hash on a small, busy machine. */
const TIMEOUT_MS = 30_000;

/**
 * Posts to one of Latchkey's own endpoints as one of its pages: tokens then travel in cookies, whatever AUTH_COOKIE says.
 * It never throws: a failure is a value.
 */
export async function send(path: string, options: SendOptions): Promise<SendResult> {
  const { body = {}, language, keepalive = false } = options;
  const headers = new Headers({
    Accept: "application/json",
    "Accept-Language": language,
    "Content-Type": "application/json",
    "X-Latchkey-Page": "1",
  });
  try {
    const response = await fetch(path, {
      method: "POST",
      headers,
      credentials: "same-origin",
      cache: "no-store",
      keepalive,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const parsed = text === "" ? null : parse(text);
    if (response.ok) return { ok: true, status: response.status, body: parsed };
    return { ok: false, failure: readFailure(response, parsed) };
  } catch {
    return { ok: false, failure: { kind: "network" } };
  }
}

function readFailure(response: Response, body: unknown): Failure {
  if (isRecord(body) && typeof body.detail === "string") {
    return {
      kind: "detail",
      status: response.status,
      code: typeof body.code === "string" ? body.code : "error",
      detail: body.detail,
      retryAfter: seconds(response.headers.get("Retry-After")),
    };
  }
  const fields = response.status === 400 ? readFields(body) : null;
  if (fields !== null) return { kind: "fields", fields };
  return { kind: "detail", status: response.status, code: "error", detail: "", retryAfter: null };
}

function readFields(body: unknown): Record<string, string[]> | null {
  if (!isRecord(body)) return null;
  const fields: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(body)) {
    if (Array.isArray(value)) fields[name] = value.filter((message) => typeof message === "string");
  }
  return Object.keys(fields).length > 0 ? fields : null;
}

function seconds(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
