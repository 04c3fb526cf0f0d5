import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSettings } from "@/lib/settings/read";
import { send } from "@/lib/testing/client";
import { freePort } from "@/lib/testing/free_port";
import { blockOf, isMissing, type RunningProxy, startCaddy, startNginx } from "@/lib/testing/proxy";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { TEST_SETTINGS } from "@/lib/testing/settings";

const DOCUMENT = "docs/running.md";
const SITE = "accounts.example.com";

let server: TestServer;
let plainPort: number;
beforeAll(async () => {
  server = await startTestServer({ APP_ORIGIN: `https://${SITE}`, TRUSTED_PROXIES: "127.0.0.1" });
  plainPort = await freePort();
});
afterAll(() => server.close());

/** The document's configuration, without TLS. */
function startProxy(program: "nginx" | "caddy"): Promise<RunningProxy> {
  const addresses = { "127.0.0.1:8000": new URL(server.url).host };
  const text = blockOf(DOCUMENT, program);
  return program === "caddy"
    ? startCaddy(text, SITE, addresses)
    : startNginx(text, { ...addresses, " http2;": ";", "listen 80;": `listen 127.0.0.1:${plainPort};` });
}

describe.each(["nginx", "caddy"] as const)("behind %s (left out where it is not installed)", (program) => {
  describe.skipIf(isMissing(program))("as docs/running.md sets it up", () => {
    let proxy: RunningProxy;
    beforeAll(async () => {
      proxy = await startProxy(program);
    });
    afterAll(() => proxy.stop());

    test("requests are answered, and count by the address that they come from, whatever a client says", async () => {
      const json = { username: newName(), password: PASSWORD };
      const headers = { "X-Forwarded-For": "203.0.113.9", Host: SITE };
      const { status, body } = await send(proxy.url, "/user/jwt_signup", { json, headers });
      expect(status).toBe(201);
      const bearer = String(body?.access);
      const [signIn] = JSON.parse((await send(proxy.url, "/user/sessions", { bearer, headers })).text);
      expect(signIn).toMatchObject({ address: "127.0.0.1", current: true });
      expect((await send(proxy.url, "/readyz")).status).toBe(200);
    });
  });
});

test.skipIf(isMissing("nginx"))("nginx leads plain HTTP to the https address", async () => {
  const proxy = await startProxy("nginx");
  const headers = { Host: SITE };
  const answer = await send(`http://127.0.0.1:${plainPort}`, "/session/signin?next=/account", { headers });
  await proxy.stop();
  expect([answer.status, answer.headers.location]).toEqual([
    301,
    `https://${SITE}/session/signin?next=/account`,
  ]);
});

test("both let go of idle connections before Latchkey closes them", () => {
  const { keepAliveTimeout } = readSettings({ ...TEST_SETTINGS });
  const [, caddy] = /keepalive (\d+)s/.exec(blockOf(DOCUMENT, "caddy")) ?? [];
  // nginx's default (ngx_http_upstream_module, keepalive_timeout).
  for (const seconds of [60, Number(caddy)]) expect(seconds).toBeLessThan(keepAliveTimeout);
});
