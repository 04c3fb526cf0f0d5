import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { afterEach, describe, expect, it, test } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { type Answer, send } from "@/lib/testing/client";
import { ecPair, ed25519Pair, rsaPair } from "@/lib/testing/keys";
import { signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer } from "@/lib/testing/server";
import { rows } from "./endpoints/table";

const PATH = "/.well-known/jwks.json";

let servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.reverse()) await server.close();
  servers = [];
});

async function start(environment: Environment): Promise<TestServer> {
  const server = await startTestServer(environment, { beside: servers[0] });
  servers.push(server);
  return server;
}

/** For how many seconds a shared cache may keep an answer (RFC 9111, 4.2.1). */
function freshFor({ headers }: Answer): number {
  const directives = String(headers["cache-control"]).split(/, */);
  expect(directives).not.toContain("private");
  return directives.includes("no-store") ? 0 : Number(/max-age=(\d+)/.exec(directives.join())?.[1] ?? 0);
}

describe("caches may keep the public keys", () => {
  it.each([
    ["ES256", ecPair("P-256")],
    ["RS256", rsaPair()],
    ["EdDSA", ed25519Pair()],
  ])("of %s for five minutes, whoever asked", async (ALGORITHM, { privateKey }) => {
    await withServer({ ALGORITHM, SIGNING_KEY: privateKey }, async (server) => {
      for (const method of ["GET", "HEAD"]) {
        for (const path of [PATH, `${PATH}/`]) {
          const headers = { Cookie: "sessionid=x", Authorization: "Bearer x" };
          const answer = await send(server, path, { method, headers });
          expect([answer.status, answer.headers["cache-control"]]).toEqual([200, "public, max-age=300"]);
          expect(answer.headers.vary).toBe("Accept, Origin");
          expect(answer.setCookies).toEqual([]);
        }
      }
    });
  });

  test("but not that there are none: the first key pair signs at once", async () => {
    await withServer({}, async (server) => {
      const answer = await send(server, PATH);
      expect(answer.body).toEqual({ keys: [] });
      expect(freshFor(answer)).toBe(0);
    });
  });

  test("no refusal, and no answer of another endpoint", async () => {
    await withServer({ ALGORITHM: "ES256", SIGNING_KEY: ecPair("P-256").privateKey }, async (server) => {
      const refused = [
        await send(server, PATH, { headers: { Accept: "image/png" } }),
        await send(server, PATH, { method: "OPTIONS" }),
        await send(server, PATH, { json: {} }),
      ];
      expect(refused.map(({ status }) => status)).toEqual([406, 200, 405]);
      const others = rows.filter(({ path }) => path !== PATH && !path.includes("{"));
      const answers = await Promise.all(
        others.map(({ method, path }) =>
          send(server, path, { method, ...(method !== "GET" && { json: {} }) }),
        ),
      );
      for (const answer of [...refused, ...answers]) expect(freshFor(answer)).toBe(0);
    });
  });
});

/** A service that verifies our tokens with public keys that it keeps for as long as it may. */
function keepingService() {
  let kept: { keys: ReturnType<typeof createLocalJWKSet>; until: number } | null = null;
  return async (server: TestServer, token: string): Promise<boolean> => {
    const now = server.clock.now() / 1000;
    if (kept === null || kept.until <= now) {
      const answer = await send(server, PATH);
      const keys = createLocalJWKSet(JSON.parse(answer.text) as JSONWebKeySet);
      kept = { keys, until: now + freshFor(answer) };
    }
    return jwtVerify(token, kept.keys, { currentDate: new Date(now * 1000) }).then(
      () => true,
      () => false,
    );
  };
}

describe("a service that keeps the public keys verifies every token during a change of keys", () => {
  const [old, next] = [ecPair("P-256"), ecPair("P-256")];
  const ALGORITHM = "ES256";
  const before = { ALGORITHM, SIGNING_KEY: old.privateKey };
  const both = { VERIFYING_KEY: old.publicKey + next.publicKey };

  /** Whether it verifies a token of the old key, and one that the new key signs after a pause. */
  async function verifiesAfter(seconds: number): Promise<boolean[]> {
    const verifies = keepingService();
    const first = await start(before);
    const { access } = await signUpForTokens(first);
    const outcomes = [await verifies(first, access)];
    const published = await start({ ...before, ...both });
    published.clock.advance(seconds);
    const after = await start({ ALGORITHM, SIGNING_KEY: next.privateKey, ...both });
    return [...outcomes, await verifies(after, (await signUpForTokens(after)).access)];
  }

  test("which waits as long as a cache may keep them", async () => {
    expect(await verifiesAfter(300)).toEqual([true, true]);
  });

  test("and would not where it waited a second less", async () => {
    expect(await verifiesAfter(299)).toEqual([true, false]);
  });

  test("from the first key pair on", async () => {
    const verifies = keepingService();
    const hmac = await start({});
    expect(await verifies(hmac, (await signUpForTokens(hmac)).access)).toBe(false);
    const pair = await start(before);
    expect(await verifies(pair, (await signUpForTokens(pair)).access)).toBe(true);
  });
});
