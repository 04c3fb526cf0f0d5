import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { SERVER_ARGUMENTS } from "../setup.js";

/** Is stopped after the measurements. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** A server under load, in processes of its own. */
export interface Target extends Stoppable {
  readonly url: string;
  /** CPU time of the server's processes so far, seconds; null where there is no /proc. */
  cpu(): number | null;
  /** Resident memory of its largest process, MB; null where there is no /proc. */
  memory(): number | null;
}

/** Latchkey. */
export interface App extends Target {
  /** The address of its database. */
  readonly database: string;
}

/** Where this process ends by an error or a signal, they must end, too. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const server of running) server.kill("SIGTERM");
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

const SECRET_KEY = "a-secret-key-for-benchmarks-that-is-long-enough-to-be-one";

/** The app as `npm start` runs it, on a database file of its own unless DATABASE_URL is given. */
export async function startApp(environment: Readonly<Record<string, string>> = {}): Promise<App> {
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-bench-"));
  const database = environment.DATABASE_URL ?? `file:${path.join(folder, "bench.db")}`;
  const target = await startProcess([process.execPath, ...SERVER_ARGUMENTS], {
    DEBUG: "true",
    SECRET_KEY,
    AUTH_TOKEN_CLASSES: "AccessToken",
    PASSWORD_VALIDATORS: "none",
    ACCESS_TOKEN_LIFETIME: "1h",
    // Counted as by default, and never refused: all sign-ins are one account's.
    THROTTLE_ACCOUNT: "1000000/15m",
    THROTTLE_ADDRESS: "1000000/15m",
    ...environment,
    DATABASE_URL: database,
  });
  return {
    ...target,
    database,
    async stop() {
      await target.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The same build behind Next's own server, on a running app's database: what a trivial route handler costs there. */
export function startNext({ database }: App): Promise<Target> {
  const environment = { DEBUG: "true", SECRET_KEY, DATABASE_URL: database };
  return startProcess(
    [process.execPath, "node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", "8199"],
    environment,
    "http://127.0.0.1:8199",
  );
}

/** Node's HTTP server with nothing behind it. */
export function startBareNode(): Promise<Target> {
  const program = `const s = require("node:http").createServer((_, r) => { r.setHeader("Content-Type", "application/json"); r.end('{"status":"ok"}') });
    s.listen(0, "127.0.0.1", () => console.log("ready on http://127.0.0.1:" + s.address().port))`;
  return startProcess([process.execPath, "-e", program], {});
}

/**
 * Starts a server, and waits until it is ready.
 * @param command program and arguments
 * @param url where it listens; without it, the server prints "ready on http://…"
 */
export async function startProcess(
  [program = "", ...args]: string[],
  environment: Readonly<Record<string, string>>,
  url?: string,
): Promise<Target> {
  const server = spawn(program, args, {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: "127.0.0.1",
      PORT: "0",
      ...environment,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(server);
  server.once("exit", () => running.delete(server));
  const pid = server.pid ?? 0;
  return {
    url: await readyUrl(server, url),
    cpu: () => sum(processTree(pid).map(cpuSeconds)),
    memory: () => Math.max(...processTree(pid).map((one) => residentMegabytes(one) ?? 0)) || null,
    async stop() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
    },
  };
}

/** @throws where the server ends instead */
async function readyUrl(server: ChildProcess, url?: string): Promise<string> {
  const ended = new Promise<never>((_, reject) => {
    server.once("exit", (code) => reject(new Error(`a server ended with ${code}`)));
  });
  return Promise.race([url === undefined ? printedUrl(server) : answeringUrl(url), ended]);
}

function printedUrl(server: ChildProcess): Promise<string> {
  let output = "";
  return new Promise((resolve) => {
    server.stdout?.on("data", (chunk: Buffer) => {
      output += chunk;
      const printed = /ready on (http:\S+)/i.exec(output)?.[1];
      if (printed) resolve(printed);
    });
  });
}

async function answeringUrl(url: string): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await fetch(url).then(Boolean, () => false)) return url;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no response from ${url}`);
}

/** A process and its descendants (Linux). */
function processTree(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      .trim()
      .split(" ")
      .filter(Boolean)
      .map(Number);
    return [pid, ...children.flatMap(processTree)];
  } catch {
    return [pid];
  }
}

const TICKS_A_SECOND = 100;

function cpuSeconds(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  } catch {
    return null;
  }
}

function residentMegabytes(pid: number): number | null {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

function sum(values: (number | null)[]): number | null {
  return values.some((value) => value === null) || !readdirSync("/").includes("proc")
    ? null
    : values.reduce<number>((a, b) => a + (b ?? 0), 0);
}
