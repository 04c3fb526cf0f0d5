import { createHash, createPublicKey } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { openBrowser, signUpForSession } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import { type Deployment, startDeployment } from "@/lib/testing/deployment";
import { ecdsa, forge } from "@/lib/testing/jwt/forge";
import { ecPair, type PemPair } from "@/lib/testing/keys";
import { LOADED, type Load, sessionClient, startLoad, tokenClient } from "@/lib/testing/load";
import { meStatus, signUpForTokens, tokensOf } from "@/lib/testing/requests";
import { withServer, withServerBeside } from "@/lib/testing/server";
import { signHs256 } from "@/lib/testing/tokens";

const HOUR = 3600;
/** Eight processes start in each test. */
const PATIENT = { timeout: 180_000 };

let deployment: Deployment;
let load: Load;
/** Answers to good requests that were not good themselves. */
let refusals: Answer[];
let answered: number;
afterEach(async () => {
  await load?.stop().catch(() => {});
  await deployment?.close();
});

async function start(environment: Environment): Promise<void> {
  refusals = [];
  answered = 0;
  deployment = await startDeployment({ ...LOADED, ...environment });
}

function expectGood(answer: Answer): void {
  answered += 1;
  if (answer.status !== 200) refusals.push(answer);
}

/** Replaces both instances under load. */
async function roll(environment: Environment): Promise<void> {
  await deployment.roll({ ...LOADED, ...environment }, () => load.turns(2));
  await load.turns(2);
}

/** Lets time pass for everybody who uses their sign-in. */
async function pass(hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    await deployment.advance(HOUR);
    await load.turns(1);
  }
}

async function statusOf(token: string): Promise<number> {
  return (await deployment.send("/user/me", { bearer: token })).status;
}

async function keySets(): Promise<Record<string, unknown>[][]> {
  const answers = await deployment.sendToEach("/.well-known/jwks.json");
  return answers.map(({ status, body }) => {
    expect(status).toBe(200);
    return body?.keys as Record<string, unknown>[];
  });
}

/** RFC 7638, 3: SHA-256 over the members that a key of its kind must have, in the order of their names. */
function thumbprint(pem: string): string {
  const { crv, kty, x, y } = createPublicKey(pem).export({ format: "jwk" });
  return createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
}

describe("a change of key pairs under load", () => {
  test("refuses not one valid token", PATIENT, async () => {
    const ALGORITHM = "ES256";
    const [old, next] = [ecPair("P-256"), ecPair("P-256")];
    const both = old.publicKey + next.publicKey;
    const published = (keys: readonly PemPair[]) => {
      const jwks = keys.map(({ publicKey }) => ({
        ...createPublicKey(publicKey).export({ format: "jwk" }),
        kid: thumbprint(publicKey),
        use: "sig",
        alg: ALGORITHM,
      }));
      return [jwks, jwks];
    };
    await start({ ALGORITHM, SIGNING_KEY: old.privateKey });
    const clients = [1, 2, 3, 4].map(() => tokenClient(deployment, expectGood));
    load = startLoad(await Promise.all(clients));
    await load.turns(2);
    expect(await keySets()).toEqual(published([old]));

    await roll({ ALGORITHM, SIGNING_KEY: old.privateKey, VERIFYING_KEY: both });
    expect(await keySets()).toEqual(published([old, next]));
    const sleeper = await tokenClient(deployment, expectGood);
    await roll({ ALGORITHM, SIGNING_KEY: next.privateKey, VERIFYING_KEY: both });
    expect(await keySets()).toEqual(published([old, next]));

    await pass(3);
    await deployment.advance(HOUR - 60);
    expectGood(await sleeper.wake());
    await pass(1);
    const forever = { token_type: "access", exp: 4_000_000_000, jti: "a", user_id: "1" };
    const header = { alg: ALGORITHM, kid: thumbprint(old.publicKey) };
    const ofOld = forge(header, forever, ecdsa(old.privateKey));
    expect(await statusOf(ofOld)).toBe(200);
    await roll({ ALGORITHM, SIGNING_KEY: next.privateKey, VERIFYING_KEY: next.publicKey });
    expect(await keySets()).toEqual(published([next]));
    expect(await statusOf(ofOld)).toBe(401);
    await pass(5);
    await load.stop();
    expect(refusals).toEqual([]);
    expect(answered).toBeGreaterThan(150);
  });
});

describe("a change of SECRET_KEY under load", () => {
  const [old, next] = ["the old secret of more than 32 bytes", "the new secret of more than 32 bytes"];

  test("refuses not one valid token, and ends no session", PATIENT, async () => {
    await start({ SECRET_KEY: old });
    const clients = [
      ...[1, 2, 3].map(() => tokenClient(deployment, expectGood)),
      ...[1, 2, 3].map(() => sessionClient(deployment, expectGood)),
    ];
    load = startLoad(await Promise.all(clients));
    await load.turns(2);

    await roll({ SECRET_KEY: old, SECRET_KEY_FALLBACKS: next });
    const sleepers = [await tokenClient(deployment, expectGood), await sessionClient(deployment, expectGood)];
    await roll({ SECRET_KEY: next, SECRET_KEY_FALLBACKS: old });

    await pass(3);
    await deployment.advance(HOUR - 60);
    for (const sleeper of sleepers) expectGood(await sleeper.wake());
    await pass(1);
    const ofOld = signHs256({ token_type: "access", exp: 4_000_000_000, jti: "a", user_id: "1" }, old);
    expect(await statusOf(ofOld)).toBe(200);
    await roll({ SECRET_KEY: next });
    expect(await statusOf(ofOld)).toBe(401);
    await pass(5);
    expect(await keySets()).toEqual([[], []]);
    await load.stop();
    expect(refusals).toEqual([]);
    expect(answered).toBeGreaterThan(150);
  });

  test("of one instance alone needs no step before", async () => {
    const renewing = { SESSION_SAVE_EVERY_REQUEST: "true", ROTATE_REFRESH_TOKENS: "true" };
    await withServer({ SECRET_KEY: old, ...renewing }, async (first) => {
      let { access, refresh } = await signUpForTokens(first);
      let browser = await signUpForSession(first);
      for (const keys of [{ SECRET_KEY: next, SECRET_KEY_FALLBACKS: old }, { SECRET_KEY: next }]) {
        await withServerBeside(first, { ...keys, ...renewing }, async (server) => {
          expect(await meStatus(server, access)).toBe(200);
          ({ access, refresh } = tokensOf(await send(server, "/user/jwt_refresh", { json: { refresh } })));
          browser = openBrowser(server, browser.cookies);
          expect((await browser.get("/user/me")).status).toBe(200);
        });
      }
    });
  });
});
