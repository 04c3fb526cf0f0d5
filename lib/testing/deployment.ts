/** Two instances of the app on one database, which are replaced one after the other, as an update does. */

import type { Environment } from "@/lib/settings/read";
import { type Answer, type Sent, send } from "./client";
import { type Child, openProcesses } from "./processes";
import { createTestDatabase } from "./store/database";

/** Two instances behind something that sends each request to the next of them. */
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
  readonly child: Child;
  pending: number;
}

export async function startDeployment(environment: Environment): Promise<Deployment> {
  const { url: databaseUrl, drop } = await createTestDatabase();
  const processes = await openProcesses();
  const start = async (settings: Environment): Promise<Instance> => ({
    child: await processes.start({ ...settings, DATABASE_URL: databaseUrl }),
    pending: 0,
  });
  const instances = [await start(environment), await start(environment)];
  let turn = 0;
  /** While it is not resolved no request begins. */
  let open: Promise<void> = Promise.resolve();

  const sendTo = async (instance: Instance, target: string, sent: Sent): Promise<Answer> => {
    instance.pending += 1;
    try {
      return await send(instance.child, target, sent);
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
        await former.child.kill();
        if (index < next.length - 1) await between();
      }
    },
    async advance(seconds) {
      let reopen = () => {};
      open = new Promise((resolve) => {
        reopen = resolve;
      });
      await Promise.all(instances.map(idle));
      await processes.advance(seconds);
      reopen();
    },
    async close() {
      await processes.close();
      await drop();
    },
  };
}

async function idle(instance: Instance): Promise<void> {
  while (instance.pending > 0) await new Promise((resolve) => setTimeout(resolve, 1));
}
