import { type ChildProcess, execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { commandOf, isInContext, pairsOf, readDockerfile, saidBy } from "@/lib/testing/dockerfile";
import { freePort } from "@/lib/testing/free_port";
import { NODE, pidOf, runInside, type Sandbox, startInside } from "@/lib/testing/sandbox";

const [, build = [], image = []] = readDockerfile("Dockerfile");
const [start = "", healthCheck = ""] = [saidBy("CMD", image)[0], saidBy("HEALTHCHECK", image)[0]];
const user = Number(saidBy("USER", image)[0]?.split(":")[0]);
const isRoot = process.getuid?.() === 0;

const NOTHING: Sandbox = { reads: {}, writes: {}, environment: {}, user };
const canSandbox = runInside(NOTHING, [NODE, "-e", "0"]) === 0;

describe.skipIf(!canSandbox)(
  "the Dockerfile's steps, in a clean folder (needs bwrap and the right to use it)",
  () => {
    let root: string;
    let port: number;
    beforeAll(async () => {
      root = mkdtempSync(path.join(tmpdir(), "latchkey-container-"));
      port = await freePort();
      carryOutBuild(path.join(root, "src"));
      carryOutImage();
    }, 180_000);
    afterAll(() => rmSync(root, { recursive: true, force: true }));

    /** The first stage. What `npm ci` would install is what is installed here, and a build of the same files is not repeated. */
    function carryOutBuild(folder: string): void {
      mkdirSync(folder);
      expect(saidBy("COPY", build).at(-1)).toBe(". .");
      for (const file of trackedFiles().filter((name) => isInContext(name, ".dockerignore")))
        cpSync(file, path.join(folder, file));
      const [install, ...commands] = saidBy("RUN", build);
      expect(install).toBe("npm ci --include=dev");
      linkPackages(path.join(folder, "node_modules"));
      cpSync(".next", path.join(folder, ".next"), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (file) => !/\.next\/(cache|dev)/.test(file),
      });
      expect(commands).toEqual(["npm run build -- --out /app"]);
      const { status, stdout, stderr } = spawnSync(
        "npm",
        ["run", "build", "--", "--out", path.join(root, "app")],
        {
          cwd: folder,
          encoding: "utf8",
        },
      );
      // Had the context lacked a file that the build reads, the pages would be built anew. What npm has installed is taken.
      expect([status, stdout + stderr]).toEqual([0, expect.not.stringMatching(/Building|Installing/)]);
    }

    /** The second stage: files, folders and links. */
    function carryOutImage(): void {
      expect(saidBy("RUN", image)).toEqual([
        `install -d -o ${user} -g ${user} -m 700 /data`,
        "ln -s /data /app/data",
      ]);
      mkdirSync(path.join(root, "data"), { mode: 0o700 });
      if (isRoot) chownSync(path.join(root, "data"), user, user);
      symlinkSync("/data", path.join(root, "app/data"));
    }

    function sandbox(): Sandbox {
      return {
        reads: { "/app": path.join(root, "app") },
        writes: { "/data": path.join(root, "data") },
        environment: {
          ...pairsOf("ENV", image),
          PORT: `${port}`,
          WORKERS: "2",
          PBKDF2_ITERATIONS: "10000",
          SECRET_KEY: "x7Kq0v3mZr9Tn2Lw8Yb5Hc1Df6Gj4Ps-aUeIoQy0",
          APP_ORIGIN: "https://accounts.example.com",
        },
        user,
      };
    }

    const isHealthy = () => runInside(sandbox(), commandOf(healthCheck)) === 0;

    async function run(): Promise<{ child: ChildProcess; pid: number; output: () => string }> {
      const child = startInside(sandbox(), commandOf(start));
      let printed = "";
      for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (printed += chunk));
      const pid = await pidOf(child);
      await vi.waitFor(() => expect(printed).toContain("Latchkey is ready"), { timeout: 45_000 });
      return { child, pid, output: () => printed };
    }

    async function post(address: string) {
      const body = JSON.stringify({ username: "bea", password: "a sentence nobody guesses" });
      const headers = { "Content-Type": "application/json" };
      const { status } = await fetch(`http://127.0.0.1:${port}${address}`, { method: "POST", headers, body });
      return status;
    }

    test("it serves as PID 1 and another user, writes to /data alone, stops by SIGTERM, and finds its data again", async () => {
      expect(isHealthy()).toBe(false);
      const first = await run();
      expect(isHealthy()).toBe(true);
      expect(await post("/user/session_signup")).toBe(201);
      expect((await fetch(`http://127.0.0.1:${port}/session/signin`)).status).toBe(200);
      process.kill(first.pid, "SIGTERM");
      // Docker's patience ends after ten seconds, when it kills: the exit code is then another one.
      const [code] = await once(first.child, "exit", { signal: AbortSignal.timeout(10_000) });
      expect([code, first.output().match(/EROFS|EACCES|ENOENT/)]).toEqual([0, null]);

      const second = await run();
      expect(await post("/user/jwt_signin")).toBe(200);
      process.kill(second.pid, "SIGTERM");
      await once(second.child, "exit");
      expect(readdirSync(path.join(root, "data"))).toContain("latchkey.db");
      expect(isHealthy()).toBe(false);
    }, 180_000);
  },
);

/** What a clone would have, without what was deleted since. */
function trackedFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"]);
  return String(listed)
    .split("\0")
    .filter((file) => file !== "" && existsSync(file));
}

/** Links to the packages, with npm's own record of them. Of ours, what the pages were built from is a copy. */
function linkPackages(folder: string): void {
  mkdirSync(folder);
  for (const name of readdirSync("node_modules")) {
    const source = path.resolve("node_modules", name);
    if (name !== ".latchkey") symlinkSync(source, path.join(folder, name));
  }
  mkdirSync(path.join(folder, ".latchkey"));
  cpSync("node_modules/.latchkey/built", path.join(folder, ".latchkey/built"));
}
