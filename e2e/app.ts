import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { test as base, expect } from "@playwright/test";
import { makeDatabaseFolder } from "../lib/commands/memory_folder.js";
import { SERVER_ARGUMENTS } from "../lib/commands/setup.js";
import { holdsSecret } from "../lib/testing/leaks";
import { watchAnswers } from "./described";

/** The built app, started as `npm start` starts it, on a port and a database of its own. */
export interface App {
  readonly url: string;
}

/** The settings of the `.env` that a first start writes, with cheaper password hashes. */
export const DEVELOPMENT = {
  DEBUG: "true",
  SECRET_KEY: "a-secret-key-for-browser-tests-long-enough-to-be-one",
  ACCESS_TOKEN_LIFETIME: "3m",
  ROTATE_REFRESH_TOKENS: "true",
  BLACKLIST_AFTER_ROTATION: "true",
  AUTH_TOKEN_CLASSES: "AccessToken",
  AUTH_COOKIE: "access_token",
  PASSWORD_VALIDATORS: "none",
  PBKDF2_ITERATIONS: "20000",
  THROTTLE_ACCOUNT: "none",
  THROTTLE_ADDRESS: "none",
  WORKERS: "1",
};

export type Environment = Readonly<Record<string, string>>;

/** Names of the cookies in which pages carry tokens. */
export interface TokenCookies {
  readonly access: string;
  readonly refresh: string;
}

export interface AppOptions {
  environment: Environment;
  /** AUTH_COOKIE. A project of its own repeats with `none` the tests of what pages do with tokens. */
  authCookie: string;
}

interface AppFixtures extends AppOptions {
  app: App;
  tokenCookies: TokenCookies;
}

/** Tests with an app to run against, one a worker and set of settings; `test.use({ environment })` changes settings. */
export const test = base.extend<object, AppFixtures>({
  environment: [{}, { scope: "worker", option: true }],
  authCookie: [DEVELOPMENT.AUTH_COOKIE, { scope: "worker", option: true }],
  tokenCookies: [
    async ({ authCookie }, use) => {
      const access = authCookie === "none" ? "latchkey_access" : authCookie;
      const refresh = authCookie === "none" ? "latchkey_refresh" : `${authCookie}_refresh`;
      await use({ access, refresh });
    },
    { scope: "worker" },
  ],
  app: [
    async ({ environment, authCookie }, use) => {
      const folder = makeDatabaseFolder("latchkey-e2e-");
      const app = await start({
        ...DEVELOPMENT,
        AUTH_COOKIE: authCookie,
        DATABASE_URL: `file:${path.join(folder, "app.db")}`,
        // What it leaves among temporary files, such as labs, goes with the database.
        TMPDIR: folder,
        ...environment,
      });
      await use({ url: app.url });
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  baseURL: async ({ app }, use) => use(app.url),
  context: async ({ context, app }, use) => {
    const undescribed = await watchAnswers(context, app.url);
    await use(context);
    expect(await undescribed()).toEqual([]);
  },
});

export { expect };

/** An app that its test must stop. */
export interface Running extends App {
  readonly pid: number;
  /** All that it has printed. */
  output(): string;
  /** Reads no more of what it prints: further output fails. */
  closeOutput(): void;
  stop(): Promise<void>;
}

/** The environment of a server process: these settings, and none of the tests' own. */
export function serverEnvironment(settings: Environment): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    ...settings,
  };
}

/** What is started: the arguments of Node.js, and the folder that it runs in. */
interface Program {
  readonly args: readonly string[];
  readonly cwd: string;
}

const BUILT_APP: Program = { args: SERVER_ARGUMENTS, cwd: path.resolve(import.meta.dirname, "..") };

export async function start(environment: Environment, { args, cwd } = BUILT_APP): Promise<Running> {
  const server = spawn(process.execPath, args, {
    cwd,
    env: serverEnvironment({ HOST: "127.0.0.1", PORT: "0", ...environment }),
    // By the channel it notices when this process is gone, and ends.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  }
  const url = await readyUrl(server, () => output);
  return {
    url,
    pid: server.pid ?? 0,
    output: () => output,
    closeOutput() {
      server.stdout?.destroy();
      server.stderr?.destroy();
    },
    async stop() {
      await stop(server);
      if (holdsSecret(output)) throw new Error(`what the app has printed holds a secret: ${output}`);
    },
  };
}

function readyUrl(server: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.stdout?.on("data", () => {
      const url = /ready on (http:\S+)/.exec(output())?.[1];
      if (url) resolve(url);
    });
    server.once("exit", (code) => reject(new Error(`the app ended with ${code}: ${output()}`)));
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
}
