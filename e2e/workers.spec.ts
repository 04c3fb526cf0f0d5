import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { DEVELOPMENT, type Running, start } from "./app";
import { beginPost, childrenOf, familyOf, outcomeOf, stillRunning } from "./processes";

test.describe("two workers behind one port", () => {
  let folder: string;
  let app: Running;

  test.beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "latchkey-workers-"));
    const database = `file:${path.join(folder, "app.db")}`;
    app = await start({ ...DEVELOPMENT, AUTH_COOKIE: "none", DATABASE_URL: database, WORKERS: "2" });
  });
  test.afterAll(async () => {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("know each other's sign-ins and sign-outs at once", async () => {
    const { refresh, access } = await signUp(app.url, "shared");
    // Without keep-alive any request may reach the other worker.
    const statuses = await Promise.all(Array.from({ length: 20 }, () => me(app.url, access)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await post(`${app.url}/user/jwt_signout`, { refresh })).status).toBe(204);
    const after = await Promise.all(Array.from({ length: 20 }, () => me(app.url, access)));
    expect(new Set(after)).toEqual(new Set([401]));
  });

  test("give fifty refreshes of one token one successor", async () => {
    const { refresh } = await signUp(app.url, "racer");
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const answer = await post(`${app.url}/user/jwt_refresh`, { refresh });
        return (await answer.json()) as { refresh?: string };
      }),
    );
    const successors = new Set(answers.map((answer) => answer.refresh));
    expect(successors.size).toBe(1);
    expect([...successors][0]).toMatch(/^eyJ/);
  });

  test("one that is killed is replaced, and nobody is signed out by it", async () => {
    const { access } = await signUp(app.url, "survivor");
    const before = workersOf(app);
    expect(before).toHaveLength(2);
    process.kill(before[0] ?? 0, "SIGKILL");
    await expect
      .poll(() => workersOf(app).filter((pid) => !before.includes(pid)).length, { timeout: 15_000 })
      .toBe(1);
    await expect.poll(() => me(app.url, access).catch(() => 0), { timeout: 15_000 }).toBe(200);
  });

  test("what computes their hashes is replaced when it is killed", async () => {
    const [hashing = 0] = childrenOf(app.pid, HASHING);
    process.kill(hashing, "SIGKILL");
    await expect.poll(() => childrenOf(app.pid, HASHING)).not.toContain(hashing);
    // A process that ends right after its start is replaced after a second; until then hashes are refused.
    const status = async () =>
      (await post(`${app.url}/user/jwt_signup`, { username: "after", password: "1234" })).status;
    await expect.poll(status).toBe(201);
    expect(childrenOf(app.pid, HASHING)).toHaveLength(1);
  });

  test("while all of them are killed and replaced, connections wait for the new ones", async () => {
    const before = workersOf(app);
    for (const pid of before) process.kill(pid, "SIGKILL");
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(`${app.url}/healthz`)));
    // What a worker had taken is lost with it; nothing is refused.
    expect(outcomes).not.toContain("ECONNREFUSED");
    expect(await outcomeOf(`${app.url}/healthz`)).toBe(200);
    await expect.poll(() => workersOf(app)).toHaveLength(2);
    for (const pid of workersOf(app)) expect(before).not.toContain(pid);
  });

  test("one that is told to stop is replaced, and finishes what is under way", async () => {
    const under = await beginPost(`${app.url}/user/jwt_signup`, { username: "kept", password: "1234" });
    const before = workersOf(app);
    for (const pid of before) process.kill(pid, "SIGTERM");
    expect(await outcomeOf(`${app.url}/healthz`)).toBe(200);
    expect(await under.finish()).toBe(201);
    await expect.poll(() => stillRunning(before)).toEqual([]);
    await expect.poll(() => workersOf(app)).toHaveLength(2);
  });

  test("told to stop, they finish what is under way, leave no connection hanging, and nothing is left", async () => {
    const family = [...workersOf(app), ...childrenOf(app.pid, HASHING)];
    const signing = await beginPost(`${app.url}/user/jwt_signup`, { username: "last", password: "1234" });
    // New connections all the while: the last ones are refused.
    const outcomes: Promise<number | string>[] = [];
    const knocking = setInterval(() => outcomes.push(outcomeOf(`${app.url}/healthz`)), 2);
    await expect.poll(() => outcomes.length).toBeGreaterThan(20);
    const stopped = app.stop();
    await expect.poll(() => outcomeOf(`${app.url}/healthz`)).toBe("ECONNREFUSED");
    clearInterval(knocking);
    // None waits for the request under way, without which the stop does not end yet.
    await Promise.all(outcomes);
    expect(await signing.finish()).toBe(201);
    await stopped;
    await expect.poll(() => stillRunning(family)).toEqual([]);
  });
});

test("a hash that is lost with the process that computed it is no error of the caller's, nor is a log without a reader", async () => {
  // On a busy machine hashing threads, which have a low priority, wait long for their turn.
  test.setTimeout(120_000);
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-hashing-"));
  const app = await start({
    ...DEVELOPMENT,
    // Half a minute of work, so that it is killed in the midst of it.
    PBKDF2_ITERATIONS: "100000000",
    DATABASE_URL: `file:${path.join(folder, "app.db")}`,
  });
  try {
    const signing = post(`${app.url}/user/jwt_signup`, { username: "unlucky", password: "1234" });
    const [hashing = 0] = childrenOf(app.pid, HASHING);
    // It starts in a fraction of a second of CPU: one that has used a whole second is hashing.
    await expect.poll(() => cpuSeconds(hashing), { timeout: 90_000 }).toBeGreaterThanOrEqual(1);
    app.closeOutput();
    process.kill(hashing, "SIGKILL");
    const answer = await signing;
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(((await answer.json()) as { code: string }).code).toBe("unavailable");
    expect(await outcomeOf(`${app.url}/healthz`)).toBe(200);
  } finally {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

for (const workers of ["1", "2"]) {
  test(`at a stop of ${workers} worker(s), sign-ups that wait for their hash are answered, with 503 where time runs out`, async () => {
    test.setTimeout(120_000);
    const folder = mkdtempSync(path.join(tmpdir(), "latchkey-queue-"));
    const app = await start({
      ...DEVELOPMENT,
      // Half a second or more for each, so that a stop has no time for most of them.
      PBKDF2_ITERATIONS: "2000000",
      DATABASE_URL: `file:${path.join(folder, "app.db")}`,
      WORKERS: workers,
    });
    try {
      const statuses = Array.from({ length: 30 * availableParallelism() }, (_, index) =>
        post(`${app.url}/user/jwt_signup`, { username: `queued${index}`, password: "1234" }).then(
          ({ status }) => status,
          String,
        ),
      );
      // One has its turn; then the others wait.
      expect(await Promise.race(statuses)).toBe(201);
      const family = familyOf(app.pid);
      await app.stop();
      expect(new Set(await Promise.all(statuses))).toEqual(new Set([201, 503]));
      expect(stillRunning(family)).toEqual([]);
    } finally {
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

test("a worker that hangs at a stop is killed, and nothing is left", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-hanging-"));
  const app = await start({
    ...DEVELOPMENT,
    DATABASE_URL: `file:${path.join(folder, "app.db")}`,
    WORKERS: "2",
  });
  const family = familyOf(app.pid);
  process.kill(workersOf(app)[0] ?? 0, "SIGSTOP");
  await app.stop();
  await expect.poll(() => stillRunning(family)).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

const WORKER = "server.mjs";
const HASHING = "hashing/process.js";

function workersOf(app: Running): number[] {
  return childrenOf(app.pid, WORKER);
}

/** How much CPU a process has used. */
function cpuSeconds(pid: number): number {
  const time = execFileSync("ps", ["-o", "time=", "-p", `${pid}`], { encoding: "utf8" });
  return time
    .trim()
    .split(/[-:]/)
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}

function post(url: string, body: unknown): Promise<Response> {
  const headers = { "Content-Type": "application/json", Connection: "close" };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
}

async function signUp(url: string, username: string): Promise<{ access: string; refresh: string }> {
  return (await (await post(`${url}/user/jwt_signup`, { username, password: "1234" })).json()) as {
    access: string;
    refresh: string;
  };
}

async function me(url: string, access: string): Promise<number> {
  return (
    await fetch(`${url}/user/me`, { headers: { Authorization: `Bearer ${access}`, Connection: "close" } })
  ).status;
}
