import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "@/lib/testing/free_port";
import { startTestServer, type TestServer } from "@/lib/testing/server";

/** In CI the tests fail instead. */
const isMissing = spawnSync("haproxy", ["-v"]).status !== 0 && !process.env.CI;

/** How a backend asks whether a server is well, and the lines that say so. */
const CHECKS = {
  "the default, OPTIONS / in HTTP/1.0 without a Host": ["option httpchk"],
  "GET /readyz in HTTP/1.0 without a Host": ["option httpchk GET /readyz"],
  "a page": ["option httpchk", "http-check send meth HEAD uri / ver HTTP/1.1 hdr Host latchkey.example"],
  "a WebSocket's upgrade": [
    "option httpchk",
    "http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host x hdr Connection upgrade hdr Upgrade websocket",
  ],
};

describe.skipIf(isMissing)("behind HAProxy (left out where it is not installed)", () => {
  let server: TestServer;
  let proxy: ChildProcess;
  let folder: string;
  let port: number;

  beforeAll(async () => {
    const pages = {
      has: (page: string) => page === "/",
      listener: (_: unknown, response: { end(text: string): void }) => response.end("page"),
    };
    server = await startTestServer({ TRUSTED_PROXIES: "127.0.0.1" }, { pages });
    folder = mkdtempSync(path.join(tmpdir(), "latchkey-haproxy-"));
    port = await freePort();
    const file = path.join(folder, "haproxy.cfg");
    writeFileSync(file, configuration(port, new URL(server.url).host));
    proxy = spawn("haproxy", ["-db", "-f", file], { stdio: "ignore" });
  });
  afterAll(async () => {
    proxy.kill("SIGKILL");
    await once(proxy, "exit");
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });

  test.each(Object.keys(CHECKS).map((what, index) => [what, index] as const))(
    "the server is up by %s",
    async (_what, index) => {
      await expect.poll(() => healthOf(port, index)).toBe("L7OK/200");
    },
  );

  test("requests are answered, on connections that it keeps", async () => {
    const statusOf = async () =>
      (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => ({ status: 0 }))).status;
    await expect.poll(statusOf).toBe(200);
    const statuses = await Promise.all(Array.from({ length: 50 }, statusOf));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

function configuration(port: number, target: string): string {
  const backends = Object.values(CHECKS).map((check, index) => [
    `backend check${index}`,
    "  http-reuse always",
    ...check.map((line) => `  ${line}`),
    `  server latchkey ${target} check inter 200ms`,
  ]);
  return `${[
    "defaults",
    "  mode http",
    "  timeout connect 5s",
    "  timeout client 60s",
    "  timeout server 60s",
    "  option forwardfor",
    "frontend all",
    `  bind 127.0.0.1:${port}`,
    "  stats enable",
    "  stats uri /haproxy",
    "  default_backend check0",
    ...backends.flat(),
  ].join("\n")}\n`;
}

/** What HAProxy found by a backend's check. */
async function healthOf(port: number, index: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/haproxy;csv`).catch(() => null);
  const [names = "", ...rows] = (await response?.text())?.split("\n") ?? [];
  const column = (name: string) => names.replace("# ", "").split(",").indexOf(name);
  const row = rows
    .map((line) => line.split(","))
    .find((one) => one[0] === `check${index}` && one[1] === "latchkey");
  return `${row?.[column("check_status")]}/${row?.[column("check_code")]}`;
}
