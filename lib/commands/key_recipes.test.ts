import { createPublicKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { copyOf, signUpForSession } from "@/lib/testing/browser";
import { runCommand } from "@/lib/testing/commands";
import { ecPair } from "@/lib/testing/keys";
import { meStatus, refreshStatus, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { problemsOf, SECRET, settingsOf } from "@/lib/testing/settings";
import { claimsOf, signHs256 } from "@/lib/testing/tokens";
import { developmentSettings } from "./env_file.js";
import { parseEnv } from "./parse_env.js";

let folder: string;
let servers: TestServer[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-recipe-"));
});
afterEach(async () => {
  for (const server of servers.reverse()) await server.close();
  servers = [];
  rmSync(folder, { recursive: true, force: true });
});

const oneLine = (pem: string): string => JSON.stringify(pem);
const envFile = () => path.join(folder, ".env");
const settingsInFile = (): Environment =>
  Object.fromEntries(parseEnv(readFileSync(envFile(), "utf8")).values);

/** Edits the folder's `.env`: a setting in place of what is there. */
function setInFile(name: string, value: string): void {
  const others = readFileSync(envFile(), "utf8")
    .split("\n")
    .filter((line) => !line.startsWith(`${name}=`));
  writeFileSync(envFile(), [...others, `${name}=${value}`].join("\n"));
}

/** Starts with what the `.env` says. Tokens travel in bodies, so that tests can pass them on. */
async function start(): Promise<TestServer> {
  const environment = { ...settingsInFile(), AUTH_COOKIE: "none", PBKDF2_ITERATIONS: "1000" };
  const server = await startTestServer(environment, { beside: servers[0] });
  servers.push(server);
  return server;
}

type Line = readonly [name: string, value: string];

/** Runs `npm run keys` in the folder. @returns its steps: the lines of a `.env` that each of them sets */
async function keySteps(...args: string[]): Promise<Line[][]> {
  const { code, output, errors } = await runCommand("new_keys.ts", args, {}, folder);
  expect([code, errors]).toEqual([0, ""]);
  const steps = output
    .split(/^(?=\d\. )/m)
    .slice(1)
    .map(linesOf);
  return steps.filter((lines) => lines.length > 0);
}

function linesOf(step: string): Line[] {
  return [...step.matchAll(/^ {5}(\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]);
}

/** What a server gave away, as statuses at another one. */
async function made(server: TestServer) {
  const { access, refresh } = await signUpForTokens(server);
  const browser = await signUpForSession(server);
  return async (at: TestServer) => [
    await meStatus(at, access),
    await refreshStatus(at, refresh),
    (await copyOf(at, browser).get("/user/me")).status,
  ];
}

test("the generated .env signs tokens with SECRET_KEY, so that sharing it shares them", async () => {
  const shared = "django-insecure-#shared$with(a)project&of=users!";
  writeFileSync(envFile(), developmentSettings());
  setInFile("SECRET_KEY", `'${shared}'`);
  const server = await start();
  const { access } = await signUpForTokens(server);
  expect(await meStatus(server, signHs256(claimsOf(access), shared))).toBe(200);
  expect(access).toBe(signHs256(claimsOf(access), shared));
});

describe.each([[[]], [["--out", "keys"]]])("the steps of npm run keys %j, followed to the letter", (out) => {
  it("lead from the generated .env to a key pair; sessions go on", async () => {
    writeFileSync(envFile(), developmentSettings());
    const former = await made(await start());
    const [step = [], ...further] = await keySteps("--algorithm", "ES256", ...out);
    expect([step.map(([name]) => name), further]).toEqual([["ALGORITHM", "SIGNING_KEY"], []]);
    for (const [name, value] of step) setInFile(name, value);
    const server = await start();
    expect(await former(server)).toEqual([401, 401, 200]);
    expect(await (await made(server))(server)).toEqual([200, 200, 200]);
    expect(server.settings.jwt.algorithm).toBe("ES256");
  });

  it("lead from keys in files that settings with _FILE name", async () => {
    const { privateKey, publicKey } = ecPair("P-256");
    writeFileSync(path.join(folder, "old.key"), privateKey);
    writeFileSync(path.join(folder, "old.pub"), publicKey);
    const files = `SIGNING_KEY_FILE=${folder}/old.key\nVERIFYING_KEY_FILE=${folder}/old.pub`;
    for (const algorithm of ["ES256", "HS256"]) {
      writeFileSync(envFile(), `SECRET_KEY=${SECRET}\nALGORITHM=ES256\n${files}\n`);
      for (const step of await keySteps("--algorithm", algorithm, ...out)) {
        for (const [name, value] of step) setInFile(name, value);
        expect(problemsOf(settingsInFile())).toEqual([]);
      }
      expect(settingsOf(settingsInFile()).jwt.algorithm).toBe(algorithm);
      expect(settingsOf(settingsInFile()).jwt.signingKey.trim()).not.toBe(privateKey.trim());
    }
  });

  it("lead from a pair to a secret", async () => {
    const { privateKey, publicKey } = ecPair("P-256");
    const pair = `ALGORITHM=ES256\nSIGNING_KEY=${oneLine(privateKey)}\nVERIFYING_KEY=${oneLine(publicKey)}`;
    writeFileSync(envFile(), `SECRET_KEY=${SECRET}\n${pair}\n`);
    const former = await made(await start());
    const [step = [], ...further] = await keySteps("--algorithm", "HS256", ...out);
    expect(further).toEqual([]);
    for (const [name, value] of step) setInFile(name, value);
    const server = await start();
    expect(await former(server)).toEqual([401, 401, 200]);
    expect(await (await made(server))(server)).toEqual([200, 200, 200]);
  });

  it("lead from one pair to another without refusing one token", async () => {
    const old = ecPair("P-256");
    writeFileSync(
      envFile(),
      `SECRET_KEY=${SECRET}\nALGORITHM=ES256\nSIGNING_KEY=${oneLine(old.privateKey)}\n`,
    );
    const makers = [await made(await start())];
    const steps = await keySteps("--algorithm", "ES256", ...out);
    expect(steps.map((step) => step.map(([name]) => name))).toEqual([
      ["VERIFYING_KEY"],
      ["SIGNING_KEY"],
      ["VERIFYING_KEY"],
    ]);
    for (const step of steps) {
      for (const [name, value] of step) setInFile(name, value);
      const server = await start();
      expect(await makers.at(-1)?.(server)).toEqual([200, 200, 200]);
      makers.push(await made(server));
    }
    const [first, second, last] = [servers[1], servers[2], servers[3]];
    if (!first || !second || !last) throw new Error("every step has a server");
    // Nobody who still runs with the settings of the step before refuses what the step makes.
    expect(await makers[2]?.(first)).toEqual([200, 200, 200]);
    expect(await makers[3]?.(second)).toEqual([200, 200, 200]);
    expect(await makers[0]?.(last)).toEqual([401, 401, 200]);
    const keys = last.settings.jwt.verifyingKeys;
    expect(keys.map((key) => createPublicKey(key).equals(createPublicKey(old.publicKey)))).toEqual([false]);
  });
});
