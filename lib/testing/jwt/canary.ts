/** A server that nobody should ever ask for anything, and that counts who does. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that nobody should ever ask for anything. */
export interface Canary {
  readonly url: string;
  requests(): number;
  close(): void;
}

export async function startCanary(): Promise<Canary> {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.setHeader("Content-Type", "application/json").end('{"keys":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys.json`,
    requests: () => requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
