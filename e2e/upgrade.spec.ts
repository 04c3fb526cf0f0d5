import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { DEVELOPMENT, type Running, start } from "./app";

/** What the server waits for requests in progress when it stops. */
const DRAIN_LIMIT_MS = 10_000;

const OFFERS = {
  "h2c, as curl --http2 and Java's HttpClient": [
    "Connection: Upgrade, HTTP2-Settings",
    "Upgrade: h2c",
    "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
  ],
  "a WebSocket": [
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ],
  "a protocol that nobody knows": ["Connection: upgrade", "Upgrade: nothing/1"],
};

test("an offered upgrade is answered as if it were not offered, and holds nothing up", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-upgrade-"));
  const app = await start({ ...DEVELOPMENT, DATABASE_URL: `file:${path.join(folder, "app.db")}` });
  const sockets: Socket[] = [];
  try {
    const expected = ["HTTP/1.1 200", "HTTP/1.1 401", "HTTP/1.1 200", "HTTP/1.1 404", "HTTP/1.1 404"];
    const paths = ["/healthz", "/user/me", "/", "/nope", "/_next/hmr"];
    // Twice: before the first page and after it.
    for (let round = 0; round < 2; round++) {
      for (const [what, headers] of Object.entries(OFFERS)) {
        const answers = [];
        for (const target of paths) answers.push(await offer(app, target, headers, sockets));
        expect(answers, what).toEqual(expected);
      }
    }
    const many = Array.from({ length: 200 }, (_, index) =>
      offer(app, index % 2 ? "/nope" : "/healthz", OFFERS["a WebSocket"], sockets),
    );
    await Promise.all(many);
    const before = performance.now();
    await app.stop();
    expect(performance.now() - before).toBeLessThan(DRAIN_LIMIT_MS);
  } finally {
    for (const socket of sockets) socket.destroy();
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Leaves the connection open. @returns the first characters of the answer */
async function offer(
  { url }: Running,
  target: string,
  headers: readonly string[],
  sockets: Socket[],
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  socket.on("error", () => {});
  const accept = target === "/" ? "text/html" : "*/*";
  socket.write([`GET ${target} HTTP/1.1`, "Host: x", `Accept: ${accept}`, ...headers, "", ""].join("\r\n"));
  const answer = await Promise.race([once(socket, "data"), once(socket, "close").then(() => [""])]);
  return String(answer[0]).slice(0, "HTTP/1.1 200".length);
}
