import type { IncomingMessage } from "node:http";
import { removeHeader, setHeader } from "./request_headers";

/** A host name or address, and a port. Names beyond ASCII come as punycode. */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/i;

/**
 * Brings a request's target into the form that everything behind expects, and gives it a Host where HTTP/1.0 sent none.
 * @param defaultHost the Host of a request that names none, as health checks of load balancers
 * @returns the path, without the query; `*` where the whole server is meant; null where the request cannot be understood
 * @see RFC 9112, 3.2: origin form, absolute form (whose host wins over the Host header), asterisk form
 */
export function readTarget(incoming: IncomingMessage, defaultHost: string): string | null {
  const { url = "/", headers } = incoming;
  if (!url.startsWith("/") && url !== "*" && !takeAbsoluteForm(incoming, url)) return null;
  if (headers.host === undefined && incoming.httpVersionMinor > 0) return null;
  if (!headers.host) setHeader(incoming, "host", defaultHost);
  const target = incoming.url ?? "/";
  const query = target.indexOf("?");
  return query < 0 ? target : target.slice(0, query);
}

/** Whether the Host header is one. */
export function hasValidHost({ headers }: IncomingMessage): boolean {
  return isHost(headers.host ?? "");
}

/** Whether a text is the name or the address of a host, with or without a port. */
export function isHost(text: string): boolean {
  return HOST.test(text);
}

function takeAbsoluteForm(incoming: IncomingMessage, url: string): boolean {
  const [, authority = "", rest = ""] = ABSOLUTE.exec(url) ?? [];
  if (!HOST.test(authority)) return false;
  incoming.url = rest.startsWith("/") ? rest : `/${rest}`;
  removeHeader(incoming, "host");
  setHeader(incoming, "host", authority);
  return true;
}
