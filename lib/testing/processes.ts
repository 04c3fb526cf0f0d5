import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import type { Environment } from "@/lib/settings/read";
import type { Order, Report } from "./server_process";

/** A server in a process of its own. */
export interface Child {
  readonly url: string;
  readonly alive: () => boolean;
  /** Kills it by SIGKILL, if it lives, and waits until it is gone. */
  kill(): Promise<void>;
  /** Kills it by itself, behind its nth statement from now. */
  dieAfter(statements: number): Promise<void>;
  /** How many statements it ran since {@link dieAfter}. */
  statements(): Promise<number>;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
}

export interface Processes {
  start(environment: Environment): Promise<Child>;
  /** Kills all that are left. */
  close(): Promise<void>;
}

/** What is not JavaScript, finds files beside itself, or has its statements counted. */
const NATIVE = ["libsql", "@libsql/*", "@node-rs/*", "piscina", "pg"];
/** Bundled CommonJS modules require those of Node. */
const REQUIRE =
  'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);';

/** In each thread of a server, in front of everything. */
const COUNTER = path.join(import.meta.dirname, "statement_counter.js");

const root = path.resolve(import.meta.dirname, "../..");

/** Starts servers, keeping some processes loaded in advance. They run from one bundled file: that loads in a third of the time. */
export async function openProcesses(inAdvance = 0): Promise<Processes> {
  const folder = path.join(root, "node_modules/.cache/latchkey");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `child-${process.pid}-${Date.now()}.mjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, "server_process.ts")],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    external: NATIVE,
    banner: { js: REQUIRE },
    logLevel: "silent",
  });
  const all = new Set<Process>();
  const loaded: Process[] = [];
  const load = () => {
    const child = new Process(file);
    all.add(child);
    return child;
  };
  return {
    async start(environment) {
      const child = loaded.shift() ?? load();
      while (loaded.length < inAdvance) loaded.push(load());
      await child.loaded;
      return child.serve(environment);
    },
    async close() {
      await Promise.all([...all].map((child) => child.kill()));
      rmSync(file, { force: true });
    },
  };
}

class Process {
  readonly loaded: Promise<unknown>;
  readonly gone: Promise<void>;
  readonly #child: ChildProcess;
  readonly #waiting: { take: (message: Report) => void; fail: (error: Error) => void }[] = [];
  #errors = "";

  constructor(file: string) {
    this.#child = spawn(process.execPath, ["--import", COUNTER, file], {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      this.#errors = (this.#errors + chunk).slice(-4000);
    });
    this.#child.on("message", (message: Report) => this.#waiting.shift()?.take(message));
    this.gone = new Promise((resolve) => this.#child.once("exit", () => resolve()));
    this.#child.once("exit", (code, signal) => {
      for (const { fail } of this.#waiting.splice(0))
        fail(new Error(`the server ended by ${code ?? signal}: ${this.#errors}`));
    });
    this.loaded = this.#next();
    // Whoever waits for it gets the error; one that nobody came to need is killed at the end.
    this.loaded.catch(() => {});
  }

  async serve(environment: Environment): Promise<Child> {
    const report = await this.#tell({ start: environment });
    if (!("url" in report)) throw new Error("the server did not tell its address");
    return {
      url: report.url,
      alive: () => this.#child.exitCode === null && this.#child.signalCode === null,
      kill: () => this.kill(),
      gone: this.gone,
      dieAfter: async (statements) => {
        await this.#tell({ dieAfter: statements });
      },
      statements: async () => {
        const told = await this.#tell({ tellStatements: true });
        return "statements" in told ? told.statements : 0;
      },
    };
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.gone;
  }

  #tell(order: Order): Promise<Report> {
    const report = this.#next();
    this.#child.send(order);
    return report;
  }

  #next(): Promise<Report> {
    return new Promise((take, fail) => this.#waiting.push({ take, fail }));
  }
}
