/** The HTTP client of the tests. */

import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";

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
  /** The JSON of the text; null where there is none. */
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly setCookies: readonly string[];
}

const agent = new Agent({ keepAlive: true });

/** By node:http and not fetch, which would keep Cookie, Origin and Sec-Fetch-Site to itself. @throws where the connection breaks */
export async function send(target: Target, path: string, sent: Sent = {}): Promise<Answer> {
  const body = sent.json === undefined ? sent.body : JSON.stringify(sent.json);
  const method = sent.method ?? (body === undefined ? "GET" : "POST");
  const headers = {
    ...(sent.json !== undefined && { "Content-Type": "application/json" }),
    // Said by name, because node:http says it for some methods only.
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
        const { statusCode = 0, headers, rawHeaders } = incoming;
        resolve({
          status: statusCode,
          headers,
          rawHeaders,
          text,
          body: text === "" ? null : JSON.parse(text),
          setCookies: headers["set-cookie"] ?? [],
        });
      });
    });
    outgoing.end(body);
  });
}
