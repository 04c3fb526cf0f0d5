// @ts-check
/* A server that hashes on its event loop, for a test that finds such servers. Sends its address to its parent process. */
import { pbkdf2Sync } from "node:crypto";
import { createServer } from "node:http";

const server = createServer((request, response) => {
  if (request.method === "POST") pbkdf2Sync("password", "salt", 1_000_000, 32, "sha256");
  // What Latchkey answers to a sign-in, and to GET /healthz.
  const signedIn = { id: 1, username: "someone", email: "", age: null };
  const body = JSON.stringify(request.method === "POST" ? signedIn : { status: "ok" });
  response.setHeader("Content-Type", "application/json").end(body);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null)
    process.send?.({ url: `http://127.0.0.1:${address.port}` });
});
process.once("disconnect", () => process.exit());
