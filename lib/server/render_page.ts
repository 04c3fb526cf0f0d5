import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  request,
} from "node:http";
import { duplexPair } from "node:stream";
import { text } from "node:stream/consumers";
import { KEPT_PAGE } from "@/lib/http/page_headers";

/** Loading Next.js, which comes before the first page, takes long on a busy machine. */
const TIMEOUT_MS = 30_000;

export interface RenderedPage {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly html: string;
}

/** Renders a page for a visitor of whom nothing but the language is known. @throws where it cannot be rendered */
export type RenderPage = (path: string, language: string) => Promise<RenderedPage>;

/**
 * Asks Next.js by HTTP, through memory.
 * @param listener Next.js
 * @param host the request's Host
 */
export function pageRenderer(listener: RequestListener, host: string): RenderPage {
  const server = createServer(listener);
  return async (path, language) => {
    const [ours, theirs] = duplexPair();
    // An answer that is broken off ends with its connection.
    theirs.once("close", () => ours.destroy());
    server.emit("connection", theirs);
    const outgoing = request({
      createConnection: () => ours,
      path,
      headers: { host, accept: "text/html", "accept-language": language, [KEPT_PAGE]: "1" },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    outgoing.end();
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    return { status: incoming.statusCode ?? 0, headers: incoming.headers, html: await text(incoming) };
  };
}
