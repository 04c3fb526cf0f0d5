import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { cookiesOf, signUpForSession } from "@/lib/testing/browser";
import { ecPair } from "@/lib/testing/keys";
import { newName, signUpForTokens } from "@/lib/testing/requests";
import { withServer } from "@/lib/testing/server";
import type * as Client from "./latchkey";

/** What browsers and edge runtimes have, and nothing of Node.js's. */
const WEB = {
  ...{ AbortSignal, CryptoKey, DOMException, Headers, Response, TextDecoder, TextEncoder, URL },
  ...{ atob, btoa, crypto, fetch, structuredClone, Uint8Array, Date },
};

/** Bundles the client as apps do, and runs it where there is nothing but `globals`. */
async function run(conditions: string[], globals: object): Promise<typeof Client> {
  const { outputFiles, metafile } = await build({
    entryPoints: ["lib/client/latchkey.ts"],
    ...{ bundle: true, write: false, metafile: true, logLevel: "error" },
    ...{ platform: "browser", conditions, format: "iife", globalName: "client", target: "es2022" },
  });
  const inputs = Object.keys(metafile.inputs).filter((name) => !name.startsWith("node_modules/jose/"));
  expect(inputs).toEqual(["lib/client/latchkey.ts"]);
  return runInContext(`${outputFiles[0]?.text};client`, createContext(globals)) as typeof Client;
}

describe("the client, bundled and with nothing else around,", () => {
  it.each(["worker", "workerd", "edge-light"])("works on an edge runtime (%s)", async (condition) => {
    const { createLatchkey } = await run([condition], { ...WEB });
    const pair = { ALGORITHM: "ES256", SIGNING_KEY: ecPair("P-256").privateKey };
    await withServer(pair, async (server) => {
      const latchkey = createLatchkey(server);
      const username = newName();
      const headers = new Headers(cookiesOf(await signUpForSession(server, username)));
      expect(await latchkey.user(headers)).toMatchObject({ username });
      const { access } = await signUpForTokens(server);
      expect(await latchkey.verifyOffline(access)).toMatchObject({ userId: "2" });
    });
  });

  it("works in a browser, whose own cookies go with its request", async () => {
    const asked: [string, RequestInit][] = [];
    const body = JSON.stringify({ id: 1, username: "mseo", email: "", age: null });
    const answer = (address: string, init: RequestInit) => {
      asked.push([address, init]);
      return Promise.resolve(new Response(body));
    };
    const { createLatchkey } = await run(["browser"], { ...WEB, fetch: answer, document: {} });
    expect(await createLatchkey({ url: "" }).user()).toMatchObject({ username: "mseo" });
    expect(asked.map(([address, { credentials }]) => [address, credentials])).toEqual([
      ["/user/me", "include"],
    ]);
  });

  it("imports nothing when it is loaded", () => {
    const text = readFileSync("lib/client/latchkey.ts", "utf8");
    expect(text.match(/^import .*/gm)).toEqual(['import type * as Jose from "jose";']);
  });
});
