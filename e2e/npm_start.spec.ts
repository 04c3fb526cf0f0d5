import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { DEVELOPMENT, serverEnvironment } from "./app";
import { beginPost, childrenOf, familyOf, outcomeOf, stillRunning } from "./processes";

let folder: string;
/** All that a test started. */
let family: number[];

test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-start-"));
  family = [];
});
test.afterEach(() => {
  for (const pid of stillRunning(family.flatMap(familyOf))) process.kill(pid, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the app by a command that prints to a file. @returns its address */
async function start(
  command: string,
  args: readonly string[],
): Promise<{ url: string; child: ChildProcess }> {
  const log = path.join(folder, "log");
  const out = openSync(log, "a");
  const child = spawn(command, args, {
    cwd: path.resolve(import.meta.dirname, ".."),
    env: serverEnvironment({
      ...DEVELOPMENT,
      WORKERS: "2",
      HOST: "127.0.0.1",
      PORT: "0",
      DATABASE_URL: `file:${path.join(folder, "app.db")}`,
    }),
    stdio: ["ignore", out, out],
  });
  family = [child.pid ?? 0];
  const url = () => /ready on (http:\S+)\n.*Open \1 in a browser/s.exec(readFileSync(log, "utf8"))?.[1];
  await expect.poll(url, { timeout: 45_000 }).toBeTruthy();
  family = familyOf(child.pid ?? 0);
  return { url: url() ?? "", child };
}

/** Ends it with a request under way, which is answered while new connections are refused. */
async function endsGracefully(url: string, pid: number, signal: NodeJS.Signals): Promise<void> {
  const signing = await beginPost(`${url}/user/jwt_signup`, { username: "last", password: "1234" });
  process.kill(pid, signal);
  await expect.poll(() => outcomeOf(`${url}/healthz`)).toBe("ECONNREFUSED");
  expect(await signing.finish()).toBe(201);
  await expect.poll(() => stillRunning(family)).toEqual([]);
}

test.describe("`npm start` ends gracefully and leaves nothing behind", () => {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL"] as const) {
    test(`when npm alone gets ${signal}`, async () => {
      const { url, child } = await start("npm", ["start"]);
      await endsGracefully(url, child.pid ?? 0, signal);
    });
  }

  test("when lib/commands/start.js gets SIGKILL", async () => {
    const { url, child } = await start(process.execPath, ["lib/commands/start.js"]);
    await endsGracefully(url, child.pid ?? 0, "SIGKILL");
  });

  test("when npm is the first process of a container, and gets SIGTERM", async () => {
    const inContainer = ["--pid", "--fork", "--mount-proc", "--kill-child"];
    test.skip(
      spawnSync("unshare", [...inContainer, "true"]).status !== 0,
      "needs unshare, and the right to use it",
    );
    const { url, child } = await start("unshare", [...inContainer, "npm", "start"]);
    const [npm = 0] = childrenOf(child.pid ?? 0);
    await endsGracefully(url, npm, "SIGTERM");
  });
});

test("under nohup it goes on when the shell has ended and the terminal has closed", async () => {
  test.skip(spawnSync("bash", ["-c", "nohup true"]).status !== 0, "needs bash and nohup");
  const pidFile = path.join(folder, "pid");
  const script = `nohup node lib/commands/start.js & echo $! > ${pidFile}`;
  const { url } = await start("bash", ["-c", script]);
  const pid = Number(readFileSync(pidFile, "utf8"));
  family = familyOf(pid);
  expect(family.length).toBeGreaterThan(3);
  for (const member of family) process.kill(member, "SIGHUP");
  // A server that stops refuses connections at once.
  for (let time = 0; time < 20; time += 1) expect(await outcomeOf(`${url}/healthz`)).toBe(200);
  expect(stillRunning(family).sort()).toEqual([...family].sort());
  await endsGracefully(url, pid, "SIGTERM");
});
