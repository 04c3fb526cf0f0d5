import { afterEach, describe, expect, it } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { copyOf, openBrowser, signUpForSession } from "@/lib/testing/browser";
import { ecPair, ed25519Pair, type PemPair, rsaPair } from "@/lib/testing/keys";
import { meStatus, refreshStatus, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";

const [OLD, NEW, OWN] = ["old", "new", "own"].map((name) => `the ${name} secret of more than 32 bytes`) as [
  string,
  string,
  string,
];

function pairSteps(ALGORITHM: string, old: PemPair, next: PemPair): Environment[] {
  const both = old.publicKey + next.publicKey;
  return [
    { ALGORITHM, SIGNING_KEY: old.privateKey },
    { ALGORITHM, SIGNING_KEY: old.privateKey, VERIFYING_KEY: both },
    { ALGORITHM, SIGNING_KEY: next.privateKey, VERIFYING_KEY: both },
    { ALGORITHM, SIGNING_KEY: next.privateKey },
  ];
}

/** The settings that follow each other in a change of keys. */
const CHANGES: Record<string, readonly Environment[]> = {
  RS256: pairSteps("RS256", rsaPair(), rsaPair()),
  PS256: pairSteps("PS256", rsaPair(), rsaPair()),
  ES256: pairSteps("ES256", ecPair("P-256"), ecPair("P-256")),
  ES384: pairSteps("ES384", ecPair("P-384"), ecPair("P-384")),
  EdDSA: pairSteps("EdDSA", ed25519Pair(), ed25519Pair()),
  SECRET_KEY: [
    { SECRET_KEY: OLD },
    { SECRET_KEY: OLD, SECRET_KEY_FALLBACKS: NEW },
    { SECRET_KEY: NEW, SECRET_KEY_FALLBACKS: OLD },
    { SECRET_KEY: NEW },
  ],
  "SECRET_KEY beside a SIGNING_KEY of its own, which is given up": [
    { SECRET_KEY: OLD, SIGNING_KEY: OWN },
    { SECRET_KEY: OLD, SECRET_KEY_FALLBACKS: OWN, SIGNING_KEY: OWN },
    { SECRET_KEY: OWN, SECRET_KEY_FALLBACKS: OLD, SIGNING_KEY: OWN },
    { SECRET_KEY: OWN, SECRET_KEY_FALLBACKS: OLD },
    { SECRET_KEY: OWN, SECRET_KEY_FALLBACKS: NEW },
    { SECRET_KEY: NEW, SECRET_KEY_FALLBACKS: OWN },
    { SECRET_KEY: NEW },
  ],
};

let servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.reverse()) await server.close();
  servers = [];
});

/** What a server gave away, as statuses at another one. */
async function made(server: TestServer) {
  const { access, refresh } = await signUpForTokens(server);
  const browser = await signUpForSession(server);
  return async (at: TestServer) => [
    await meStatus(at, access),
    await refreshStatus(at, refresh),
    (await copyOf(at, openBrowser(at, browser.cookies)).get("/user/me")).status,
  ];
}

describe("in a change of keys, settings that stand side by side take each other's tokens and sessions", () => {
  it.each(Object.entries(CHANGES))("%s", async (_, steps) => {
    for (const step of steps) {
      servers.push(await startTestServer(step, { beside: servers[0] }));
    }
    const makers = [];
    for (const server of servers) makers.push(await made(server));
    for (const [index, statusesAt] of makers.entries()) {
      for (const neighbour of servers.slice(Math.max(index - 1, 0), index + 2))
        expect(await statusesAt(neighbour)).toEqual([200, 200, 200]);
    }
    const [first, last] = [makers[0], servers.at(-1)];
    if (!first || !last) throw new Error("a change of keys has steps");
    // Were it so for any two, there would be nothing to take care of.
    expect((await first(last)).slice(0, 2)).toEqual([401, 401]);
  });
});
