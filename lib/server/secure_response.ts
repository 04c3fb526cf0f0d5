import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { LingeringResponse } from "./lingering_response";

type Given = OutgoingHttpHeaders | OutgoingHttpHeader[];

/**
 * The responses of a server whose answers all carry certain headers, whoever writes them: Node.js, an endpoint, Next.js.
 * An answer that sets one of them itself keeps its own.
 * @param headers by name in lower case
 */
export function secureResponse(headers: Readonly<Record<string, string>>): typeof ServerResponse {
  return class<Incoming extends IncomingMessage = IncomingMessage> extends LingeringResponse<Incoming> {
    override writeHead(status: number, first?: string | Given, second?: Given): this {
      const [reason, given] = typeof first === "string" ? [first, second] : [undefined, first];
      // Node.js writes an object at once where nothing was set before, as endpoints do; all else goes by setHeader().
      const isAtOnce = this.getHeaderNames().length === 0 && !Array.isArray(given);
      if (!isAtOnce) {
        for (const name in headers) if (!this.hasHeader(name)) this.setHeader(name, headers[name] ?? "");
      }
      const all = isAtOnce ? merged(headers, given) : given;
      return reason === undefined ? super.writeHead(status, all) : super.writeHead(status, reason, all);
    }
  };
}

/** The same object where it has all of them, as endpoints' answers do; this is run for each answer. */
function merged(
  headers: Readonly<Record<string, string>>,
  given: OutgoingHttpHeaders = {},
): OutgoingHttpHeaders {
  let all = given;
  for (const name in headers) {
    if (name in all || hasInCapitals(given, name)) continue;
    if (all === given) all = { ...given };
    all[name] = headers[name];
  }
  return all;
}

/** Names are compared without regard to case. @param name in lower case */
function hasInCapitals(given: OutgoingHttpHeaders, name: string): boolean {
  for (const other in given) {
    if (other.length === name.length && other.toLowerCase() === name) return true;
  }
  return false;
}
