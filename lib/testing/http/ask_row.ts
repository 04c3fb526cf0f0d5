/** Requests to endpoints that a test has made for itself, beside those that the app has. */

import { handleRequest } from "@/lib/http/handle_request";
import type { Router } from "@/lib/http/router";
import type { TestServer } from "../server";

export interface RowAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Empty where the answer has none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a request to one of the rows, over a server's store and settings. */
export async function askRow(
  { settings, store, clock }: TestServer,
  rows: Router,
  { method, target, headers = {} }: { method: string; target: string; headers?: Record<string, string> },
): Promise<RowAnswer> {
  const match = rows.find(target.split("?")[0] ?? "");
  if (match === null) throw new TypeError(`${target} is no endpoint`);
  const request = new Request(`http://127.0.0.1${target}`, { method, headers });
  const response = await handleRequest(match, request, { settings, store, now: clock.now, address: null });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? {} : JSON.parse(text) };
}
