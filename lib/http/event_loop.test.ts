import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { send } from "@/lib/testing/client";
import { openProcesses, type Processes } from "@/lib/testing/processes";
import { PASSWORD } from "@/lib/testing/requests";
import { TEST_SETTINGS } from "@/lib/testing/settings";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/store/database";
import { firstUser, openSql } from "@/lib/testing/store/sql";

const SIGN_INS = 8;
/** Milliseconds. */
const BETWEEN_PROBES = 20;

/** What a probe may take, in milliseconds: more on a machine that is so busy that one sign-in takes long. */
function limits(oneSignIn: number): { typical: number; ever: number } {
  return { typical: Math.max(50, oneSignIn / 4), ever: Math.max(500, oneSignIn * 2) };
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
async function measure(url: string, username: string): Promise<Measured> {
  const start = performance.now();
  const json = { username, password: PASSWORD };
  const signIns = Promise.all(
    Array.from({ length: SIGN_INS }, () => send(url, "/user/session_signin", { json })),
  );
  let answered = false;
  const done = signIns.finally(() => {
    answered = true;
  });
  const probes: Promise<number>[] = [];
  while (!answered) {
    const sent = probe(url);
    // Awaited below; without a handler until then, one that fails would be reported as unhandled.
    sent.catch(() => {});
    probes.push(sent);
    await pause(BETWEEN_PROBES);
  }
  const lasted = performance.now() - start;
  const statuses = (await done).map(({ status }) => status);
  return { probes: (await Promise.all(probes)).sort((a, b) => a - b), lasted, statuses };
}

async function probe(url: string): Promise<number> {
  const start = performance.now();
  expect((await send(url, "/healthz")).status).toBe(200);
  return performance.now() - start;
}

async function timeOfOne(url: string, username: string): Promise<number> {
  const start = performance.now();
  await send(url, "/user/session_signin", { json: { username, password: PASSWORD } });
  return performance.now() - start;
}

async function storedHash(databaseUrl: string): Promise<string> {
  const sql = openSql(databaseUrl);
  const { password } = await firstUser(sql);
  await sql.close();
  return password;
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

let database: TestDatabase;
/** Servers beside this process: an event loop that stands still there does not keep this one from noticing. */
let processes: Processes;
beforeEach(async () => {
  database = await createTestDatabase();
  processes = await openProcesses();
});
afterEach(async () => {
  await processes.close();
  await database.drop();
});

// Hashing threads have a low priority: beside other programs a dozen hashes take minutes.
const OPTIONS = { retry: 3, timeout: 300_000 };

describe("while eight sign-ins are hashing at real cost, others are answered at once", OPTIONS, () => {
  test.each([
    { hasher: "pbkdf2_sha256", stored: /^pbkdf2_sha256\$1000000\$/ },
    { hasher: "pbkdf2_sha1", stored: /^pbkdf2_sha1\$1000000\$/ },
    { hasher: "bcrypt_sha256", stored: /^bcrypt_sha256\$\$2b\$12\$/ },
    { hasher: "scrypt", stored: /^scrypt\$/ },
    { hasher: "argon2", stored: /^argon2\$argon2id\$/ },
  ])("$hasher", async ({ hasher, stored }) => {
    const real = { PASSWORD_HASHERS: hasher, PBKDF2_ITERATIONS: "", BCRYPT_ROUNDS: "" };
    const { url } = await processes.start({ ...TEST_SETTINGS, ...real, DATABASE_URL: database.url });
    const username = "someone";
    await send(url, "/user/session_signup", { json: { username, password: PASSWORD } });
    expect(await storedHash(database.url)).toMatch(stored);
    const one = await timeOfOne(url, username);
    const { probes, lasted, statuses } = await measure(url, username);
    expect(statuses).toEqual(Array(SIGN_INS).fill(200));
    // They were hashed, not refused or remembered, and the probes fell between.
    expect(lasted).toBeGreaterThan(one);
    expect(probes.length).toBeGreaterThan(Math.min(20, lasted / BETWEEN_PROBES / 4));
    expect(median(probes)).toBeLessThan(limits(one).typical);
    expect(probes.at(-1)).toBeLessThan(limits(one).ever);
  });

  test("and a server that hashes on its event loop would be found out", async () => {
    const blocking = fork(path.resolve("lib/testing/blocking_server.js"), { execArgv: [] });
    const [{ url }] = await once(blocking, "message");
    try {
      const one = await timeOfOne(url, "someone");
      const { probes } = await measure(url, "someone");
      expect(median(probes)).toBeGreaterThan(limits(one).typical);
      expect(probes.at(-1)).toBeGreaterThan(limits(one).ever);
    } finally {
      blocking.kill();
    }
  });
});
