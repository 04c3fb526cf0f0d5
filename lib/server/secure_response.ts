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

/** Names are compared without regard to case. */
function merged(
  headers: Readonly<Record<string, string>>,
  given: OutgoingHttpHeaders = {},
): OutgoingHttpHeaders {
  const all: OutgoingHttpHeaders = { ...headers };
  for (const name in given) {
    const lower = name.toLowerCase();
    if (lower !== name) delete all[lower];
    all[name] = given[name];
  }
  return all;
}
