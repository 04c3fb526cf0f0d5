import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { DEVELOPMENT, type Running, start } from "./app";

/** Changes the limits of a running process: of util-linux. */
const canLimit = spawnSync("prlimit", ["--version"]).status === 0;

test.describe("a server that has no descriptors left", () => {
  test.skip(!canLimit, "prlimit is missing: nothing takes the descriptors away");

  // Files, and pages that were rendered before and hold nothing personal, are answered from memory.
  for (const [what, loaded, kept] of [
    ["before Next.js is loaded", [], [503, 503]],
    ["before a page is first rendered", ["/latchkey/_next/static/nope.js"], [503, 503]],
    ["while Next.js serves", ["/account", "/", "/nope"], [200, 404]],
  ] as const) {
    test(`${what}, answers pages with 503 and endpoints as ever, and recovers`, async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "latchkey-descriptors-"));
      const app = await start({ ...DEVELOPMENT, DATABASE_URL: `file:${path.join(folder, "app.db")}` });
      // One connection, which is open before: a new one could not be accepted.
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const statuses = async (...paths: string[]) => {
        const found: (number | undefined)[] = [];
        for (const page of paths) found.push(await statusOf(app, page, agent));
        return found;
      };
      try {
        await statuses("/healthz", ...loaded);
        limit(app, 3);
        expect(await statuses("/account", "/", "/nope", "/icon.svg", "/healthz", "/user/me")).toEqual([
          ...[503, ...kept, 200],
          ...[200, 401],
        ]);
        limit(app, 1024);
        expect(await statuses("/account", "/", "/nope", "/icon.svg")).toEqual([200, 200, 404, 200]);
      } finally {
        agent.destroy();
        await app.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});

/** Descriptors that are open stay so. */
function limit({ pid }: Running, descriptors: number): void {
  execFileSync("prlimit", ["--pid", `${pid}`, `--nofile=${descriptors}:`]);
}

async function statusOf({ url }: Running, page: string, agent: Agent): Promise<number | undefined> {
  const outgoing = request(url + page, {
    agent,
    headers: { Accept: page === "/user/me" ? "*/*" : "text/html" },
  });
  outgoing.end();
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  incoming.resume();
  await once(incoming, "end");
  return incoming.statusCode;
}
