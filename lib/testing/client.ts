/** The HTTP client of the tests. */

import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { requireDescribed } from "./http/described";
import { notePasswords } from "./leaks";

/** A server, or its address alone. */
export type Target = string | { readonly url: string };

export interface Sent {
  /** GET, or POST where there is a body. */
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** An access token for the Authorization header. */
  readonly bearer?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly text: string;
  /** The JSON of the text; null where there is no text, or a page for people. */
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly setCookies: readonly string[];
}

/** Idle connections are closed before a server does that (KEEP_ALIVE_TIMEOUT), or a request sent just then would fail. */
const agent = new Agent({ keepAlive: true, timeout: 1000 });

/**
 * Sends a request by node:http, since fetch sets Cookie, Origin and Sec-Fetch-Site itself.
 * @throws where the connection breaks, or the answer is not as the OpenAPI document describes it
 */
export async function send(target: Target, path: string, sent: Sent = {}): Promise<Answer> {
  notePasswords(sent.json);
  const body = sent.json === undefined ? sent.body : JSON.stringify(sent.json);
  const method = sent.method ?? (body === undefined ? "GET" : "POST");
  const headers = {
    ...(sent.json !== undefined && { "Content-Type": "application/json" }),
    // node:http sets it by itself for some methods only.
    ...(body !== undefined && { "Content-Length": Buffer.byteLength(body) }),
    ...(sent.bearer !== undefined && { Authorization: `Bearer ${sent.bearer}` }),
    ...sent.headers,
  };
  const { hostname, port } = new URL(typeof target === "string" ? target : target.url);
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, agent, headers });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("error", reject);
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const { statusCode: status = 0, headers, rawHeaders } = incoming;
        try {
          requireDescribed({ method, path, status, headers, text });
          const isHtml = headers["content-type"]?.startsWith("text/html") ?? false;
          const body = text === "" || isHtml ? null : JSON.parse(text);
          resolve({ status, headers, rawHeaders, text, body, setCookies: headers["set-cookie"] ?? [] });
        } catch (error) {
          reject(error);
        }
      });
    });
    outgoing.end(body);
  });
}
