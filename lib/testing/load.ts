/** Clients that use their sign-ins without a pause while keys change. */

import type { Environment } from "@/lib/settings/read";
import type { Answer } from "./client";
import { cookieHeader, parseSetCookie } from "./cookies";
import type { Deployment } from "./deployment";
import { newName, PASSWORD, tokensOf } from "./requests";
import { ROTATING } from "./settings";

/** A client that renews its sign-in each turn, and uses the new one. */
export interface Client {
  turn(): Promise<void>;
}

/** A client whose sign-in is used once, later. */
export interface Sleeper {
  wake(): Promise<Answer>;
}

export async function tokenClient(deployment: Deployment, expectGood: (answer: Answer) => void) {
  const sign = await deployment.send("/user/jwt_signup", credentials());
  let pair = tokensOf(sign);
  const me = async () => expectGood(await deployment.send("/user/me", { bearer: pair.access }));
  const client: Client & Sleeper = {
    async turn() {
      await me();
      const answer = await client.wake();
      expectGood(answer);
      if (answer.status === 200) pair = tokensOf(answer);
      await me();
    },
    wake: () => deployment.send("/user/jwt_refresh", { json: { refresh: pair.refresh } }),
  };
  return client;
}

export async function sessionClient(deployment: Deployment, expectGood: (answer: Answer) => void) {
  const cookies = new Map<string, string>();
  const keep = ({ setCookies }: Answer) => {
    for (const { name, value } of setCookies.map(parseSetCookie)) cookies.set(name, value);
  };
  keep(await deployment.send("/user/session_signup", credentials()));
  const client: Client & Sleeper = {
    async turn() {
      const answer = await client.wake();
      expectGood(answer);
      keep(answer);
    },
    wake: () => deployment.send("/user/me", { headers: cookieHeader(cookies) }),
  };
  return client;
}

function credentials() {
  return { json: { username: newName(), password: PASSWORD } };
}

/** Clients that take turns without a pause, each at its own pace. */
export interface Load {
  /** Resolves when every client has begun and ended so many turns from now on. */
  turns(count: number): Promise<void>;
  stop(): Promise<void>;
}

export function startLoad(clients: readonly Client[]): Load {
  const done = clients.map(() => 0);
  let stopped = false;
  const running = clients.map(async (client, index) => {
    while (!stopped) {
      await client.turn();
      done[index] = (done[index] ?? 0) + 1;
    }
  });
  // turns() and stop() report the error; until then it must not count as unhandled.
  for (const client of running) client.catch(() => {});
  return {
    async turns(count) {
      // The turn in progress began before now, so it does not count.
      const wanted = done.map((turns) => turns + count + 1);
      const failure = Promise.all(running);
      while (done.some((turns, index) => turns < (wanted[index] ?? 0)))
        await Promise.race([new Promise((resolve) => setTimeout(resolve, 5)), failure]);
    },
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}

/** The settings for tests of changing keys: rotation, and lifetimes of hours instead of days. */
export const LOADED: Environment = {
  ...ROTATING,
  ACCESS_TOKEN_LIFETIME: "3h",
  REFRESH_TOKEN_LIFETIME: "4h",
  REFRESH_GRACE_PERIOD: "10s",
  SESSION_COOKIE_AGE: "4h",
  SESSION_SAVE_EVERY_REQUEST: "true",
};
