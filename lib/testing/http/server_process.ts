import { pbkdf2Sync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startTestServer } from "../server";

/**
 * A test server in a process of its own, which says on its standard output where it is and where its database lies.
 * Started with the settings as JSON; with `blocking` instead, it is one that hashes on its event loop.
 */
const [settings = "{}"] = process.argv.slice(2);

async function blocking(): Promise<string> {
  const server = createServer((request, response) => {
    if (request.method === "POST") pbkdf2Sync("password", "salt", 1_000_000, 32, "sha256");
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function latchkey(): Promise<{ url: string; databaseUrl: string }> {
  const server = await startTestServer(JSON.parse(settings));
  process.once("SIGTERM", () => server.close().then(() => process.exit(0)));
  return { url: server.url, databaseUrl: server.settings.databaseUrl };
}

const told = settings === "blocking" ? { url: await blocking(), databaseUrl: "" } : await latchkey();
console.log(JSON.stringify(told));
