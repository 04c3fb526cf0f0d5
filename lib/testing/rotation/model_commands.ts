/** The requests and events of the model test, as commands of fast-check. */

import fc from "fast-check";
import { type Answer, send } from "../client";
import { me, refresh, signIn, signOut } from "../requests";
import type { Expected, Model } from "./model";
import type { Real } from "./real";

export type Command = fc.AsyncCommand<Model, Real>;

export const USERS = 2;

/** A request to both the model and the server, which must answer the same. */
class Ask implements Command {
  constructor(
    private readonly name: string,
    private readonly possible: (model: Readonly<Model>) => boolean,
    private readonly expected: (model: Model) => Expected,
    private readonly send: (real: Real, model: Model) => Promise<Answer>,
  ) {}

  check(model: Readonly<Model>): boolean {
    return this.possible(model);
  }

  async run(model: Model, real: Real): Promise<void> {
    const sent = this.send(real, model);
    real.compare(model, this.expected(model), await sent);
  }

  toString(): string {
    return this.name;
  }
}

/** Something that happens to the clock or in the database, without a request. */
class Happen implements Command {
  constructor(
    private readonly name: string,
    private readonly possible: (model: Readonly<Model>) => boolean,
    private readonly happen: (model: Model, real: Real) => Promise<void>,
  ) {}

  check(model: Readonly<Model>): boolean {
    return this.possible(model);
  }

  run(model: Model, real: Real): Promise<void> {
    return this.happen(model, real);
  }

  toString(): string {
    return this.name;
  }
}

/** Some index of a list, whatever its length; the last ones more often. */
const pick = fc.oneof(
  fc.nat({ max: 2 }).map((back) => (length: number) => Math.max(0, length - 1 - back)),
  fc.nat({ max: 1000 }).map((index) => (length: number) => index % length),
);
const someone = fc.nat({ max: USERS - 1 });
type Pick = (length: number) => number;

type Send = (url: string, token: string) => Promise<Answer>;
type Expect = (model: Model, index: number) => Expected;

function withRefresh(name: string, expected: Expect, send: Send): fc.Arbitrary<Command> {
  return withToken("refreshes", name, expected, send);
}

function withAccess(name: string, send: Send): fc.Arbitrary<Command> {
  return withToken("accesses", name, (model, index) => model.use(index), send);
}

/** Sends one of the tokens that were issued so far. */
function withToken(
  kind: "refreshes" | "accesses",
  name: string,
  expected: Expect,
  send: Send,
): fc.Arbitrary<Command> {
  return pick.map(
    (which: Pick) =>
      new Ask(
        name,
        (model) => model[kind].length > 0,
        (model) => expected(model, which(model[kind].length)),
        (real) => send(real.server.url, real[kind][which(real[kind].length)] ?? ""),
      ),
  );
}

function toUser(
  name: string,
  happen: (model: Model, real: Real, user: number) => Promise<unknown>,
): fc.Arbitrary<Command> {
  return someone.map(
    (user) =>
      new Happen(
        `${name} ${user}`,
        (model) => model.user(user).exists,
        async (model, real) => {
          await happen(model, real, user);
        },
      ),
  );
}

/** Milliseconds around an instant: good at the last one, dead at the next. */
const around = fc.constantFrom(-1, 0, 1);

function moveClock(name: string, to: (model: Readonly<Model>) => number): Command {
  const target = (model: Readonly<Model>) => Math.round(to(model));
  return new Happen(
    name,
    // A clock is set back by little, if at all.
    (model) => Math.abs(target(model) - model.now) < 3_600_000 && target(model) > model.now - 20_000,
    async (model, real) => {
      model.now = target(model);
      real.server.clock.set(model.now);
    },
  );
}

const clock = fc.oneof(
  fc
    .constantFrom(1, 300, 999, 1000, 1001, 5000, -1, -400, -1000, -11_000)
    .map((by) => moveClock(`clock ${by} ms`, ({ now }) => now + by)),
  fc.tuple(pick, around).map(([which, by]) =>
    moveClock("clock to an edge of grace", ({ refreshes, rules, now }) => {
      const rotated = refreshes.filter(({ successor }) => successor !== null);
      const token = rotated[which(rotated.length)];
      return token ? token.rotatedAt + rules.grace * 1000 + by : now;
    }),
  ),
  fc.tuple(pick, around).map(([which, by]) =>
    moveClock("clock to the end of an access token", ({ accesses, now }) => {
      const token = accesses[which(accesses.length)];
      return token ? token.exp * 1000 + by : now;
    }),
  ),
  fc.tuple(pick, around).map(([which, by]) =>
    moveClock("clock to the end of a refresh token", ({ refreshes, now }) => {
      const token = refreshes[which(refreshes.length)];
      return token ? token.exp * 1000 + by : now;
    }),
  ),
);

const signInCommand = someone.map(
  (user) =>
    new Ask(
      `sign in ${user}`,
      () => true,
      (model) => model.signIn(user),
      (real) => signIn(real.server.url, real.usernames[user] ?? ""),
    ),
);

const refreshCommand = fc.boolean().chain((simplejwt) =>
  withRefresh(
    "refresh",
    (model, index) => model.refresh(index),
    (url, token) =>
      simplejwt ? send(url, "/api/token/refresh/", { json: { refresh: token } }) : refresh(url, token),
  ),
);

const setActive = fc.boolean().chain((active) =>
  toUser(active ? "enable" : "disable", (model, real, user) => {
    model.user(user).active = active;
    return real.server
      .sql`UPDATE auth_user SET is_active = ${active} WHERE username = ${real.usernames[user] ?? ""}`;
  }),
);

const weighted: readonly (readonly [number, fc.Arbitrary<Command>])[] = [
  [10, refreshCommand],
  [5, clock],
  [3, signInCommand],
  [3, withAccess("GET /user/me", me)],
  [3, withAccess("verify", (url, token) => send(url, "/user/jwt_verify", { json: { token } }))],
  [1, withRefresh("sign out", (model, index) => model.signOut(index), signOut)],
  [
    1,
    withRefresh(
      "blacklist",
      (model, index) => model.blacklist(index),
      (url, token) => send(url, "/api/token/blacklist/", { json: { refresh: token } }),
    ),
  ],
  [1, setActive],
  [
    1,
    toUser("change the password of", (model, real, user) => {
      model.user(user).password += 1;
      return real.changePassword(user);
    }),
  ],
  [
    1,
    toUser("delete", (model, real, user) => {
      model.delete(user);
      return real.server.sql`DELETE FROM auth_user WHERE username = ${real.usernames[user] ?? ""}`;
    }),
  ],
];

export const commands = fc.commands(
  weighted.flatMap(([weight, arbitrary]) => Array.from({ length: weight }, () => arbitrary)),
  { maxCommands: 60, size: "max" },
);
