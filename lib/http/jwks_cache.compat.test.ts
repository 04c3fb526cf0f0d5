import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { send } from "@/lib/testing/client";
import { freePort } from "@/lib/testing/free_port";
import { ecPair } from "@/lib/testing/keys";
import { startTestServer, type TestServer } from "@/lib/testing/server";

/** In CI the tests fail instead. */
const isMissing = spawnSync("nginx", ["-v"]).status !== 0 && !process.env.CI;

describe.skipIf(isMissing)("a cache in front, of nginx (left out where it is not installed)", () => {
  let server: TestServer;
  let nginx: ChildProcess;
  let folder: string;
  let proxy: string;

  beforeAll(async () => {
    server = await startTestServer({ ALGORITHM: "ES256", SIGNING_KEY: ecPair("P-256").privateKey });
    folder = mkdtempSync(path.join(tmpdir(), "latchkey-nginx-"));
    const port = await freePort();
    proxy = `http://127.0.0.1:${port}`;
    const file = path.join(folder, "nginx.conf");
    writeFileSync(file, configuration(port, server.url));
    nginx = spawn("nginx", ["-e", path.join(folder, "error.log"), "-p", folder, "-c", file], {
      stdio: "ignore",
    });
    await vi.waitFor(() => fetch(`${proxy}/healthz`), { timeout: 15_000 });
  });
  afterAll(async () => {
    nginx.kill("SIGTERM");
    await once(nginx, "exit");
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });

  /** What the cache did for each of some requests. */
  async function cacheOf(path: string, ...requests: Record<string, string>[]): Promise<unknown[]> {
    const statuses = [];
    for (const headers of requests)
      statuses.push((await send(proxy, path, { headers })).headers["x-cache-status"]);
    return statuses;
  }

  test("keeps the public keys, for whoever asks", async () => {
    const cached = await cacheOf(
      "/.well-known/jwks.json",
      {},
      {},
      { Cookie: "sessionid=x" },
      { Authorization: "Bearer x", "Accept-Language": "ko" },
    );
    expect(cached).toEqual(["MISS", "HIT", "HIT", "HIT"]);
  });

  test("keeps nothing else", async () => {
    for (const path of ["/user/me", "/readyz", "/openapi.json"])
      expect(await cacheOf(path, {}, {})).toEqual(["MISS", "MISS"]);
  });
});

function configuration(port: number, target: string): string {
  const user = process.getuid?.() === 0 ? "user root;" : "";
  return `daemon off; ${user} worker_processes 1; pid nginx.pid;
events {}
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
  proxy_cache_path cache keys_zone=all:1m;
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass ${target};
      proxy_cache all;
      add_header X-Cache-Status $upstream_cache_status always;
    }
  }
}
`;
}
