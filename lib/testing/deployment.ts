import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import type { Environment } from "@/lib/settings/read";
import { migrate } from "@/lib/store/migrations/migrate";
import { type Answer, type Sent, send } from "./client";
import type { Order, Report } from "./http/instance";
import type { TestServer } from "./server";
import { createTestDatabase } from "./store/database";

/** Two instances on one database, behind something that sends each request to the next of them. */
export interface Deployment {
  send(path: string, sent?: Sent): Promise<Answer>;
  /** The same request to each instance. */
  sendToEach(path: string): Promise<Answer[]>;
  /**
   * Puts instances with other settings in place of the present ones, one after the other, while requests come.
   * @param between runs when the one has been replaced and the other has not
   */
  roll(environment: Environment, between: () => Promise<void>): Promise<void>;
  /** Moves the clock of all instances at one instant. @param seconds forward */
  advance(seconds: number): Promise<void>;
  close(): Promise<void>;
}

interface Instance {
  readonly url: string;
  readonly process: ChildProcess;
  pending: number;
}

export async function startDeployment(environment: Environment): Promise<Deployment> {
  const { url: databaseUrl, drop } = await createTestDatabase();
  await migrate(databaseUrl);
  const program = await bundle();
  let offset = 0;
  const start = (settings: Environment) => begin(program, { ...settings, DATABASE_URL: databaseUrl }, offset);
  const instances = await Promise.all([start(environment), start(environment)]);
  let turn = 0;
  /** While it is not resolved no request begins. */
  let open: Promise<void> = Promise.resolve();

  const sendTo = async (instance: Instance, target: string, sent: Sent): Promise<Answer> => {
    instance.pending += 1;
    try {
      return await send({ url: instance.url } as TestServer, target, sent);
    } finally {
      instance.pending -= 1;
    }
  };
  return {
    async send(target, sent = {}) {
      await open;
      turn += 1;
      return sendTo(instances[turn % instances.length] as Instance, target, sent);
    },
    sendToEach: (target) => Promise.all(instances.map((instance) => sendTo(instance, target, {}))),
    async roll(settings, between) {
      const next = await Promise.all(instances.map(() => start(settings)));
      for (const [index, instance] of next.entries()) {
        const [former] = instances.splice(index, 1, instance) as [Instance];
        await idle(former);
        await end(former);
        if (index < next.length - 1) await between();
      }
    },
    async advance(seconds) {
      let reopen = () => {};
      open = new Promise((resolve) => {
        reopen = resolve;
      });
      await Promise.all(instances.map(idle));
      offset += seconds;
      await Promise.all(instances.map(({ process }) => tell(process, { offset })));
      reopen();
    },
    async close() {
      await Promise.all(instances.map(end));
      rmSync(program, { force: true });
      await drop();
    },
  };
}

const root = path.resolve(import.meta.dirname, "../..");

/** In one file an instance loads in half the time. @returns its path, beside the packages that it needs */
async function bundle(): Promise<string> {
  const folder = path.join(root, "node_modules/.cache/latchkey");
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, `instance-${process.pid}-${Date.now()}.mjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, "http/instance.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
  });
  return outfile;
}

async function begin(program: string, serve: Environment, offset: number): Promise<Instance> {
  const child = fork(program, { cwd: root });
  const { url } = await tell(child, { serve, offset });
  return { url, process: child, pending: 0 };
}

function tell(child: ChildProcess, order: Order): Promise<Report> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`an instance ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (report: Report) => {
      child.off("exit", ended);
      resolve(report);
    });
    child.send(order);
  });
}

async function idle(instance: Instance): Promise<void> {
  while (instance.pending > 0) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function end({ process: child }: Instance): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}
