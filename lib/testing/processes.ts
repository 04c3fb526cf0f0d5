/** Servers in processes of their own, for tests that kill them, race them, or watch their event loop from outside. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import type { Environment } from "@/lib/settings/read";
import { TestClock } from "./clock";
import { noteLeaks } from "./leaks";
import type { Order, Report } from "./server_process";

/** A server in a process of its own. */
export interface Child {
  readonly url: string;
  /** Kills it by SIGKILL, if it lives, and waits until it is gone. */
  kill(): Promise<void>;
  /** Makes it kill itself after its nth statement from now. */
  dieAfter(statements: number): Promise<void>;
  /** How many statements it ran since {@link dieAfter}. */
  statements(): Promise<number>;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
}

export interface Processes {
  start(environment: Environment): Promise<Child>;
  /** Moves the one clock of the test and of all these servers. @param seconds forward, or back where negative */
  advance(seconds: number): Promise<void>;
  /** Kills all that are left. */
  close(): Promise<void>;
}

interface Options {
  /** How many processes are kept loaded before they are needed. */
  readonly inAdvance?: number;
  /** The test's clock; a running one where none is given. */
  readonly clock?: TestClock;
}

/** Packages that are not bundled: native ones, those that load files next to their own, and the drivers whose statements are counted. */
const NATIVE = ["libsql", "@libsql/*", "@node-rs/*", "piscina", "pg"];
/** Bundled CommonJS modules call require() for Node's own modules. */
const REQUIRE =
  'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);';

/** Loaded first in each thread of a server. */
const COUNTER = path.join(import.meta.dirname, "statement_counter.js");

const root = path.resolve(import.meta.dirname, "../..");

/** Prepares to start servers, which run from one bundled file: it loads in a third of the time. */
export async function openProcesses({
  inAdvance = 0,
  clock = TestClock.running(),
}: Options = {}): Promise<Processes> {
  const program = await bundle();
  const all = new Set<Process>();
  const loaded: Process[] = [];
  const load = () => {
    const child = new Process(program);
    all.add(child);
    void child.gone.then(() => all.delete(child));
    return child;
  };
  return {
    async start(environment) {
      const child = loaded.shift() ?? load();
      while (loaded.length < inAdvance) loaded.push(load());
      return child.serve(environment, clock);
    },
    async advance(seconds) {
      clock.advance(seconds);
      const serving = [...all].filter((child) => !loaded.includes(child));
      await Promise.all(serving.map((child) => child.tell({ clock: clock.state })));
    },
    async close() {
      await Promise.all([...all].map((child) => child.kill()));
      rmSync(program, { force: true });
    },
  };
}

/** @returns the path of the file, beside the packages that it needs */
async function bundle(): Promise<string> {
  const folder = path.join(root, "node_modules/.cache/latchkey");
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, `server-${crypto.randomUUID()}.mjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, "server_process.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    external: NATIVE,
    banner: { js: REQUIRE },
    logLevel: "silent",
  });
  return outfile;
}

class Process {
  readonly gone: Promise<void>;
  readonly #loaded: Promise<unknown>;
  readonly #child: ChildProcess;
  readonly #waiting: { take: (message: Report) => void; fail: (error: Error) => void }[] = [];
  #errors = "";

  constructor(program: string) {
    this.#child = spawn(process.execPath, ["--import", COUNTER, program], {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      noteLeaks(String(chunk));
      this.#errors = (this.#errors + chunk).slice(-4000);
    });
    this.#child.on("message", (message: Report) => this.#waiting.shift()?.take(message));
    this.gone = new Promise((resolve) => this.#child.once("exit", () => resolve()));
    this.#child.once("exit", (code, signal) => {
      for (const { fail } of this.#waiting.splice(0))
        fail(new Error(`the server ended by ${code ?? signal}: ${this.#errors}`));
    });
    this.#loaded = this.#next();
    // serve() reports the error; a process that was never needed is killed at the end.
    this.#loaded.catch(() => {});
  }

  async serve(environment: Environment, clock: TestClock): Promise<Child> {
    await this.#loaded;
    const { url } = await this.tell({ start: environment, clock: clock.state });
    if (url === undefined) throw new Error("the server did not tell its address");
    return {
      url,
      kill: () => this.kill(),
      gone: this.gone,
      dieAfter: async (statements) => {
        await this.tell({ dieAfter: statements });
      },
      statements: async () => (await this.tell({ tellStatements: true })).statements ?? 0,
    };
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.gone;
  }

  tell(order: Order): Promise<Report> {
    const report = this.#next();
    this.#child.send(order);
    return report;
  }

  #next(): Promise<Report> {
    return new Promise((take, fail) => this.#waiting.push({ take, fail }));
  }
}
