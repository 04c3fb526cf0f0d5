import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApiError, type PlainResponse, plainRefusal } from "@/lib/http/plain_refusal";
import type { Settings } from "@/lib/settings/settings";

/** Answers a request with a refusal, unless an answer has begun: then the connection is cut. */
export type Refuse = (error: ApiError, incoming: IncomingMessage, outgoing: ServerResponse) => void;

export function refuser(settings: Settings): Refuse {
  return (error, { headers }, outgoing) => {
    if (outgoing.headersSent) outgoing.destroy();
    else write(plainRefusal(error, headers, settings), outgoing);
  };
}

function write({ status, headers, body }: PlainResponse, outgoing: ServerResponse): void {
  outgoing.writeHead(status, headers).end(body);
}
