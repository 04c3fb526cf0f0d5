import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { type App, type Environment, serverEnvironment } from "./app";

const ROOT = path.resolve(import.meta.dirname, "..");
/** Within the project: Node.js and Next.js then find its packages. */
const PARENT = path.join(ROOT, "test-results");
const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");

export interface RunningExample extends App {
  stop(): void;
}

/** The app of e2e/example-app, built as docs/your-own-app.md says: beside a copy of the client. */
export interface BuiltExample {
  /** @param environment what differs from the build's */
  start(port: number, environment?: Environment): Promise<RunningExample>;
  remove(): void;
}

/** @param latchkeyUrl where its rewrites lead */
export async function buildExample(latchkeyUrl: string): Promise<BuiltExample> {
  mkdirSync(PARENT, { recursive: true });
  const folder = mkdtempSync(path.join(PARENT, "example-app-"));
  cpSync(path.join(ROOT, "e2e/example-app"), folder, { recursive: true });
  const isNeeded = (source: string) => !source.endsWith(".test.ts");
  cpSync(path.join(ROOT, "lib/client"), path.join(folder, "latchkey"), { recursive: true, filter: isNeeded });
  const environment = { LATCHKEY_URL: latchkeyUrl };
  await promisify(execFile)(process.execPath, [NEXT, "build"], {
    cwd: folder,
    env: { ...process.env, ...serverEnvironment(environment) },
  });
  return {
    start: (port, changes = {}) => startExample(folder, port, { ...environment, ...changes }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function startExample(folder: string, port: number, environment: Environment): Promise<RunningExample> {
  const server = spawn(process.execPath, [NEXT, "start", "--hostname", "127.0.0.1", "--port", String(port)], {
    cwd: folder,
    env: serverEnvironment(environment),
    stdio: ["ignore", "pipe", "pipe"],
  });
  await ready(server);
  return { url: `http://127.0.0.1:${port}`, stop: () => server.kill("SIGTERM") };
}

function ready(server: ChildProcess): Promise<void> {
  let output = "";
  return new Promise((resolve, reject) => {
    for (const stream of [server.stdout, server.stderr])
      stream?.on("data", (chunk: Buffer) => {
        output += chunk;
        if (output.includes("Ready in")) resolve();
      });
    server.once("exit", (code) => reject(new Error(`the example app ended with ${code}: ${output}`)));
  });
}
