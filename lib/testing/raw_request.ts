import { connect } from "node:net";

/** What a server sends on one connection. */
export interface RawAnswer {
  /** Of the first answer; 0 where there is none. 100 Continue is left out. */
  readonly status: number;
  readonly headers: Headers;
  /** Further answers included. */
  readonly body: string;
}

/**
 * Writes bytes to a server as they are, for requests that no HTTP client would send. Waits until the server ends the
 * connection: the request has to ask for that by `Connection: close`.
 */
export async function sendRaw(url: string, request: string | Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // The server may end the connection before it has taken all of a large request.
  socket.on("error", () => {});
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.write(request);
  await new Promise((resolve) => socket.once("close", resolve));
  return parse(
    Buffer.concat(chunks)
      .toString("latin1")
      .replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, ""),
  );
}

function parse(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, body: text.slice(end + 4) };
}
