/** An app that knows no sign-in of its own: it answers with the request that reached it. */

import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface EchoApp {
  /** `127.0.0.1:port` */
  readonly host: string;
  close(): Promise<unknown>;
}

/** What an answer's body holds, as JSON. */
interface Echoed {
  readonly method: string | undefined;
  readonly url: string | undefined;
  /** Names as they came, and values, in their order. */
  readonly headers: readonly (readonly [string, string])[];
  /** Bytes of the body. */
  readonly length: number;
}

/** Answers `/refused` with 401. A WebSocket's upgrade is answered with 101 and then the same JSON. */
export async function startEchoApp(): Promise<EchoApp> {
  const server = createServer(async (incoming, outgoing) => {
    let length = 0;
    for await (const chunk of incoming) length += (chunk as Buffer).length;
    outgoing.writeHead(incoming.url === "/refused" ? 401 : 200, { "Content-Type": "application/json" });
    outgoing.end(JSON.stringify(echoed(incoming, length)));
  });
  server.on("upgrade", (incoming, socket) => {
    const head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
    socket.end(head + JSON.stringify(echoed(incoming, 0)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
      return once(server, "close");
    },
  };
}

function echoed({ method, url, rawHeaders }: IncomingMessage, length: number): Echoed {
  const headers = rawHeaders.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ""]] : [],
  );
  return { method, url, headers, length };
}
