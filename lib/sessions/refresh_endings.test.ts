import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "@/lib/testing/client";
import { me, refresh, signOut, signUp, type Tokens, tokensOf } from "@/lib/testing/requests";
import { faultsOf } from "@/lib/testing/rotation/family_rows";
import { type ServerPair, startServerPair } from "@/lib/testing/server_pair";

const ROUNDS = Math.ceil(Number(process.env.ENDING_ROUNDS ?? 1000) / 4);

let servers: ServerPair;
beforeAll(async () => {
  servers = await startServerPair();
});
afterAll(() => servers.close());

/** What ends a sign-in, while its token is being refreshed. */
const ENDINGS: Readonly<Record<string, (username: string, pair: Tokens) => Promise<unknown>>> = {
  "a sign-out": async (_, pair) => {
    // A tab that comes late, when another has gone on already, is taken for a thief and ends the sign-in first.
    expect([204, 401]).toContain((await signOut(servers.urls[1], pair.refresh)).status);
  },
  "a change of the password": (username) =>
    servers.rows.query(
      "UPDATE auth_user SET password = 'pbkdf2_sha256$1000$other$aGFzaA==' WHERE username = ?",
      username,
    ),
  "a user made inactive": (username) =>
    servers.rows.query("UPDATE auth_user SET is_active = false WHERE username = ?", username),
  "a user deleted": (username) => servers.rows.query("DELETE FROM auth_user WHERE username = ?", username),
};

describe(`refreshes that race an ending, ${ROUNDS} rounds each: no token of the sign-in survives`, () => {
  test.each(Object.entries(ENDINGS))("%s", { timeout: 300_000 }, async (ending, end) => {
    const outcomes = { before: 0, after: 0 };
    /** How long a refresh took in the round before, which differs from machine to machine. Milliseconds. */
    let pace = 6;
    for (let round = 0; round < ROUNDS; round += 1) {
      const username = `${ending.replaceAll(" ", "-")}${round}`;
      const first = tokensOf(await signUp(servers.urls[round % 2 === 0 ? 0 : 1], username));
      const answers: Answer[] = [];
      const start = performance.now();
      const tab = async (index: number) => {
        const answer = await refresh(servers.urls[index % 2 === 0 ? 0 : 1], first.refresh);
        answers.push(answer);
        if (index === 1) pace = performance.now() - start;
        // One goes on with what it got.
        if (index === 0 && answer.status === 200)
          answers.push(await refresh(servers.urls[1], tokensOf(answer).refresh));
      };
      const ended = after((round % 10) * (pace / 8), () => end(username, first));
      await Promise.all([tab(0), tab(1), tab(2), ended]);

      for (const { status } of answers) expect([200, 401]).toContain(status);
      const pairs = [first, ...answers.filter(({ status }) => status === 200).map(tokensOf)];
      await expectDead(pairs);
      outcomes.before += pairs.length - 1;
      outcomes.after += answers.length - pairs.length + 1;
    }
    // Both orders were seen, or nothing was proved.
    expect(Math.min(outcomes.before, outcomes.after)).toBeGreaterThan(ROUNDS / 10);
    expect(await faultsOf(servers.rows)).toEqual([]);
  });
});

async function after<T>(milliseconds: number, act: () => Promise<T>): Promise<T> {
  const start = performance.now();
  // Timers count in whole milliseconds; turns of the event loop are shorter.
  while (performance.now() - start < milliseconds) await new Promise((resolve) => setImmediate(resolve));
  return act();
}

async function expectDead(pairs: readonly Tokens[]): Promise<void> {
  const accesses = new Set(pairs.map((pair) => pair.access));
  const refreshes = new Set(pairs.map((pair) => pair.refresh));
  const answers = await Promise.all([
    ...[...accesses].map((token, index) => me(servers.urls[index % 2 === 0 ? 0 : 1], token)),
    ...[...refreshes].map((token, index) => refresh(servers.urls[index % 2 === 0 ? 0 : 1], token)),
  ]);
  for (const { status } of answers) expect(status).toBe(401);
}
