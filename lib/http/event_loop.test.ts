import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { closeStore, openStore } from "@/lib/store/open";
import { PASSWORD, send } from "@/lib/testing/client";

const SIGN_INS = 8;
/** Milliseconds. */
const BETWEEN_PROBES = 20;
const MOST_TYPICAL = 50;
const MOST_EVER = 500;

interface Process {
  readonly url: string;
  readonly databaseUrl: string;
  readonly child: ChildProcess;
}

/** A server beside this process: a loop that stands still there does not keep this one from noticing. */
async function startProcess(settings: string): Promise<Process> {
  const file = path.resolve("lib/testing/http/server_process.ts");
  const child = spawn(process.execPath, ["--import", "tsx", file, settings], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the server ended with ${code} before it served`);
  });
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended]);
  ended.catch(() => {});
  return { ...JSON.parse(line), child };
}

async function stopProcess({ child }: Process): Promise<void> {
  child.kill("SIGTERM");
  await once(child, "exit");
}

async function withProcess(settings: string, check: (server: Process) => Promise<void>): Promise<void> {
  const server = await startProcess(settings);
  try {
    await check(server);
  } finally {
    await stopProcess(server);
  }
}

interface Measured {
  /** Milliseconds that each probe took, in order of size. */
  readonly probes: readonly number[];
  /** Milliseconds until the last sign-in was answered. */
  readonly lasted: number;
  readonly statuses: readonly number[];
}

/**
 * Signs in eight times at once, and asks /healthz at fixed times until all are answered, whether or not the former
 * probes have been answered: a probe that waits must not keep the next from being sent, or one long wait would count
 * as one slow answer only.
 */
async function measure(server: Process, username: string): Promise<Measured> {
  const start = performance.now();
  const json = { username, password: PASSWORD };
  const signIns = Promise.all(
    Array.from({ length: SIGN_INS }, () => send(server, "/user/session_signin", { json })),
  );
  let answered = false;
  const done = signIns.finally(() => {
    answered = true;
  });
  const probes: Promise<number>[] = [];
  while (!answered) {
    probes.push(probe(server));
    await pause(BETWEEN_PROBES);
  }
  const lasted = performance.now() - start;
  const statuses = (await done).map(({ status }) => status);
  return { probes: (await Promise.all(probes)).sort((a, b) => a - b), lasted, statuses };
}

async function probe(server: Process): Promise<number> {
  const start = performance.now();
  expect((await send(server, "/healthz")).status).toBe(200);
  return performance.now() - start;
}

async function timeOfOne(server: Process, username: string): Promise<number> {
  const start = performance.now();
  await send(server, "/user/session_signin", { json: { username, password: PASSWORD } });
  return performance.now() - start;
}

async function storedHash({ databaseUrl }: Process): Promise<string> {
  const store = openStore(databaseUrl);
  const { password } = await store.user.findFirstOrThrow();
  await closeStore(store);
  return password;
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

describe("while eight sign-ins are hashing at real cost, others are answered at once", { retry: 3 }, () => {
  test.each([
    { hasher: "pbkdf2_sha256", stored: /^pbkdf2_sha256\$1000000\$/ },
    { hasher: "pbkdf2_sha1", stored: /^pbkdf2_sha1\$1000000\$/ },
    { hasher: "bcrypt_sha256", stored: /^bcrypt_sha256\$\$2b\$12\$/ },
    { hasher: "scrypt", stored: /^scrypt\$/ },
    { hasher: "argon2", stored: /^argon2\$argon2id\$/ },
  ])("$hasher", async ({ hasher, stored }) => {
    const real = { PASSWORD_HASHERS: hasher, PBKDF2_ITERATIONS: "", BCRYPT_ROUNDS: "" };
    await withProcess(JSON.stringify(real), async (server) => {
      const username = "someone";
      await send(server, "/user/session_signup", { json: { username, password: PASSWORD } });
      expect(await storedHash(server)).toMatch(stored);
      const one = await timeOfOne(server, username);
      const { probes, lasted, statuses } = await measure(server, username);
      expect(statuses).toEqual(Array(SIGN_INS).fill(200));
      // They were hashed, not refused or remembered, and the probes fell between.
      expect(lasted).toBeGreaterThan(one);
      expect(probes.length).toBeGreaterThan(lasted / BETWEEN_PROBES / 4);
      expect(median(probes)).toBeLessThan(MOST_TYPICAL);
      expect(probes.at(-1)).toBeLessThan(MOST_EVER);
    });
  });

  test("and a server that hashes on its event loop would be found out", async () => {
    await withProcess("blocking", async (server) => {
      const { probes } = await measure(server, "someone");
      expect(median(probes)).toBeGreaterThan(MOST_TYPICAL);
      expect(probes.at(-1)).toBeGreaterThan(MOST_EVER);
    });
  });
});
