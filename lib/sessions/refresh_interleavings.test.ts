import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { signUp, tokensOf } from "@/lib/testing/requests";
import { FamilyClient } from "@/lib/testing/rotation/family_client";
import { faultsOf } from "@/lib/testing/rotation/family_rows";
import { type InterruptedStore, interruptedStore } from "@/lib/testing/rotation/interrupted_store";
import { expectOrder, written } from "@/lib/testing/rotation/recorder";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";
import { openSql } from "@/lib/testing/store/sql";
import { foreign } from "@/lib/testing/tokens";

type Act = (family: FamilyClient, url: string) => Promise<unknown>;

/** What a request finds, how it is asked, and how far back its token lies. */
interface Scenario {
  readonly before: number;
  readonly foreign?: true;
  readonly ask: Act;
  readonly back: number;
}

const refreshing = (back: number): Pick<Scenario, "ask" | "back"> => ({
  back,
  ask: (family, url) => family.refresh(url, back),
});
const signingOut = (back: number): Pick<Scenario, "ask" | "back"> => ({
  back,
  ask: (family, url) => family.signOut(url, back),
});

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "a refresh": { before: 0, ...refreshing(0) },
  "a repeated refresh": { before: 1, ...refreshing(1) },
  "a theft": { before: 2, ...refreshing(2) },
  "a sign-out": { before: 0, ...signingOut(0) },
  "a sign-out with a rotated token": { before: 1, ...signingOut(1) },
  "the first refresh of a Django's token": { before: 0, foreign: true, ...refreshing(0) },
  "the sign-out of a Django's token": { before: 0, foreign: true, ...signingOut(0) },
};

/** What comes between, asked of the other server. */
const REQUESTS: Readonly<Record<string, (scenario: Scenario) => Act>> = {
  "the same refresh": ({ back }) => refreshing(back).ask,
  "the same refresh, and one of what came of it":
    ({ back }) =>
    async (family, url) => {
      await family.refresh(url, back);
      await family.refresh(url);
    },
  "a refresh of the last token": () => refreshing(0).ask,
  "a sign-out": ({ back }) => signingOut(back).ask,
};

const ENDINGS: Readonly<Record<string, (server: TestServer, username: string) => Promise<unknown>>> = {
  "the user deleted": ({ sql }, username) => sql`DELETE FROM auth_user WHERE username = ${username}`,
  "the user made inactive": ({ sql }, username) =>
    sql`UPDATE auth_user SET is_active = false WHERE username = ${username}`,
  "the password changed": ({ sql }, username) =>
    sql`UPDATE auth_user SET password = '!' WHERE username = ${username}`,
};

const scenarios = Object.entries(SCENARIOS);
const pairs = <T>(acts: Readonly<Record<string, T>>) =>
  scenarios.flatMap(([name, scenario]) =>
    Object.entries(acts).map(([act, between]) => ({ name, scenario, act, between })),
  );

let interrupted: InterruptedStore;
let server: TestServer;
let other: TestServer;
let users = 0;

beforeAll(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});

function servers(environment: Environment): void {
  beforeAll(async () => {
    interrupted = interruptedStore();
    server = await startTestServer({ ...ROTATING, ...environment }, { between: interrupted.between });
    other = await startTestServer({ ...ROTATING, ...environment }, { beside: server });
  });
  afterAll(async () => {
    await other.close();
    await server.close();
  });
}

/**
 * Plays a scenario as often as its request calls the store, each time with the act before another one of the calls;
 * at last without it.
 */
async function everywhere(
  { before, foreign: isForeign, ask }: Scenario,
  act: (family: FamilyClient, username: string) => Promise<unknown>,
  check: (family: FamilyClient, acted: boolean) => Promise<void>,
): Promise<void> {
  // What happened to an account before a Django's token was first seen, that token knows nothing of.
  for (let call = isForeign ? 2 : 1; call < 20; call += 1) {
    users += 1;
    const username = `user${users}`;
    const pair = tokensOf(await signUp(other.url, username));
    const family = new FamilyClient(isForeign ? { ...pair, refresh: foreign(server, pair.refresh) } : pair);
    for (let count = 0; count < before; count += 1) await family.refresh(other.url);
    interrupted.beforeCall(call, () => act(family, username));
    await ask(family, server.url);
    const acted = interrupted.hasActed();
    const unanswered = family.history.filter(({ output }) => output === undefined);
    expect(unanswered, written(family.history)).toEqual([]);
    await check(family, acted);
    if (!acted) return;
  }
  throw new Error("a request that calls the store without end");
}

async function uses(family: FamilyClient, isForeign: boolean): Promise<void> {
  // Nothing ties an access token that another service made to the refresh token beside it.
  if (!isForeign) await family.use(other.url);
}

describe.each([
  ["with grace", "1h", true],
  ["without grace", "0", false],
] as const)("%s, in each moment of", (_, period, grace) => {
  servers({ REFRESH_GRACE_PERIOD: period });

  test.each(pairs(REQUESTS))("$name: $act is as before or behind it", async ({ scenario, between }) => {
    const act = between(scenario);
    await everywhere(
      scenario,
      (family) => act(family, other.url),
      async (family) => {
        await uses(family, scenario.foreign ?? false);
        await family.refresh(other.url);
        await uses(family, scenario.foreign ?? false);
        expectOrder(family, grace);
      },
    );
    expect(await faults()).toEqual([]);
  });

  test.each(pairs(ENDINGS))("$name: with $act no token is good", async ({ scenario, between }) => {
    await everywhere(
      scenario,
      (_family, username) => between(other, username),
      (family, acted) => (acted ? expectDead(family, scenario) : Promise.resolve()),
    );
    expect(await faults()).toEqual([]);
  });
});

describe("with rotation and no blacklist, in each moment of a refresh", () => {
  servers({ BLACKLIST_AFTER_ROTATION: "false" });
  const scenario = { before: 1, ...refreshing(1) };

  test("a sign-out leaves no token behind", async () => {
    await everywhere(
      scenario,
      (family) => family.signOut(other.url),
      (family, acted) => (acted ? expectDead(family, scenario) : Promise.resolve()),
    );
    expect(await faults("a usable token of an ended family", "a row that points nowhere")).toEqual([]);
  });

  test.each(Object.entries(ENDINGS))("with %s no token is good", async (_, end) => {
    await everywhere(
      scenario,
      (_family, username) => end(other, username),
      (family, acted) => (acted ? expectDead(family, scenario) : Promise.resolve()),
    );
    expect(await faults("a row that points nowhere")).toEqual([]);
  });
});

async function expectDead(family: FamilyClient, { foreign: isForeign }: Scenario): Promise<void> {
  const refused = { ok: false };
  if (!isForeign) expect(await family.use(other.url)).toEqual(refused);
  for (const back of [0, 1, 2]) expect(await family.refresh(other.url, back)).toEqual(refused);
  if (!isForeign) expect(await family.use(other.url)).toEqual(refused);
}

async function faults(...names: string[]): Promise<string[]> {
  const beside = openSql(server.settings.databaseUrl);
  const found = await faultsOf(beside);
  await beside.close();
  return names.length === 0 ? found : found.filter((fault) => names.some((name) => fault.startsWith(name)));
}
