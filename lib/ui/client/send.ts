import type { FieldMessage } from "@/lib/contract/errors";
import type { FieldMessageKey } from "@/lib/contract/field_messages";
import {
  type FormRefusal,
  isFormCode,
  REFUSAL_HEADER,
  readRefusal,
  readWait,
} from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";

export type Failure =
  | (FormRefusal & { status: number })
  /** No response. */
  | { kind: "network" };

export type SendResult = { ok: true; status: number; body: unknown } | { ok: false; failure: Failure };

export type SendOptions = {
  method?: "POST" | "PATCH" | "DELETE" | "GET";
  body?: Record<string, unknown>;
  language: Language;
  /** The request goes on when its page is left, and its cookies are still set. */
  keepalive?: boolean;
};

/** Long enough for a password hash on a small, busy machine. */
const TIMEOUT_MS = 30_000;

/**
 * Sends to one of Latchkey's own endpoints as one of its pages: tokens then travel in cookies, whatever AUTH_COOKIE says.
 * It never throws: a failure is a value.
 */
export async function send(path: string, options: SendOptions): Promise<SendResult> {
  const { method = "POST", body = {}, language, keepalive = false } = options;
  const headers = new Headers({
    Accept: "application/json",
    "Accept-Language": language,
    "Content-Type": "application/json",
    "X-Latchkey-Page": "1",
  });
  try {
    const response = await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      keepalive,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      body: method === "GET" ? null : JSON.stringify(body),
    });
    const text = await response.text();
    const parsed = text === "" ? null : parse(text);
    if (response.ok) return { ok: true, status: response.status, body: parsed };
    return { ok: false, failure: readFailure(response, parsed) };
  } catch {
    return { ok: false, failure: { kind: "network" } };
  }
}

/** Our endpoints say in a header why they refuse; the server in front of them only in the body. */
function readFailure({ status, headers }: Response, body: unknown): Failure {
  const query = new URLSearchParams(headers.get(REFUSAL_HEADER) ?? "");
  const told = readRefusal(
    {
      wrong: query.getAll("wrong"),
      error: query.get("error") ?? undefined,
      wait: query.get("wait") ?? undefined,
    },
    messageOf,
  );
  if (told !== null) return { ...told, status };
  const code = isRecord(body) && isFormCode(body.code) ? body.code : "error";
  return { kind: "detail", code, wait: readWait(headers.get("Retry-After")), status };
}

/** Our own server says so: every key is right, unless it is newer than this script. */
function messageOf(key: string, value: string | undefined): FieldMessage {
  return { key: key as FieldMessageKey, ...(value === undefined ? {} : { params: { value } }) };
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
