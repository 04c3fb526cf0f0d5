import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** The way to a server, which a test can cut. */
export interface Line {
  /** The server's address by this way. */
  readonly url: string;
  /** Ends every connection, and refuses new ones. */
  cut(): Promise<void>;
  /** Lets nothing more through, on connections that stand and new ones, and tells nobody. */
  silence(): void;
  /** New connections go to another server; those that stand stay. */
  lead(url: string): void;
  /** Ends every connection, and lets new ones through. */
  mend(): Promise<void>;
}

export async function openLine(url: string): Promise<Line> {
  let end = new URL(url);
  const sockets = new Set<Socket>();
  let isSilent = false;
  // Half-open, so that nobody is answered by the good-bye of the other end either.
  const forward = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on("data", (bytes) => {
      if (!isSilent) to.write(bytes);
    });
    from.on("end", () => {
      if (!isSilent) to.end();
    });
    from.on("error", () => {});
    from.on("close", () => {
      sockets.delete(from);
      if (!isSilent) to.destroy();
    });
  };
  const take = (near: Socket) => {
    const far = connect({ port: Number(end.port), host: end.hostname, allowHalfOpen: true });
    forward(near, far);
    forward(far, near);
  };
  const listen = async (at: number): Promise<Server> => {
    const listening = createServer({ allowHalfOpen: true }, take).listen(at, "127.0.0.1");
    await once(listening, "listening");
    return listening;
  };
  let server = await listen(0);
  const here = (server.address() as AddressInfo).port;
  const address = new URL(url);
  address.hostname = "127.0.0.1";
  address.port = `${here}`;

  async function cut(): Promise<void> {
    const closed = server.listening ? once(server, "close") : null;
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }
  return {
    url: address.href,
    cut,
    silence() {
      isSilent = true;
    },
    lead(to) {
      end = new URL(to);
    },
    async mend() {
      await cut();
      isSilent = false;
      server = await listen(here);
    },
  };
}
