import type { IncomingMessage } from "node:http";
import type { ForwardedRequest } from "@/lib/contract/forwarded_request";
import { parseUrl } from "@/lib/contract/parse_url";
import { isHost } from "./request_target";

const METHOD = /^[A-Z]{1,20}$/;
/** Traefik names a WebSocket's scheme; its page's is the other one. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  http: "http",
  https: "https",
  ws: "http",
  wss: "https",
};

/**
 * What a proxy tells of the request that it asks about: X-Forwarded-Method, -Proto, -Host and -Uri. Only for connections of
 * trusted proxies, and before these headers are removed.
 */
export function readForwardedRequest({ headers }: IncomingMessage): ForwardedRequest {
  const text = (name: string) => String(headers[name] ?? "");
  const method = text("x-forwarded-method");
  return {
    method: METHOD.test(method) ? method : null,
    origin: originOf(text("x-forwarded-proto"), text("x-forwarded-host")),
    target: targetOf(text("x-forwarded-uri")),
  };
}

/** Null also where a header came twice: Node.js joins them, and a list is neither a scheme nor a host. */
function originOf(proto: string, host: string): string | null {
  const scheme = PROTOCOLS[proto.toLowerCase()];
  const address = scheme !== undefined && isHost(host) ? parseUrl(`${scheme}://${host}`) : null;
  return address?.origin ?? null;
}

/** Node.js reads each byte of a header as one character: those beyond ASCII are escaped as browsers do. */
function targetOf(uri: string): string | null {
  if (!/^\/[\x21-\x7e\x80-\xff]*$/.test(uri)) return null;
  return uri.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}
