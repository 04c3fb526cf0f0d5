import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { me, refresh, signUp, tokensOf } from "@/lib/testing/requests";
import { faultsOf, tokenRows } from "@/lib/testing/rotation/family_rows";
import { type ServerPair, startServerPair } from "@/lib/testing/server_pair";
import { identityOf, jtiOf } from "@/lib/testing/tokens";

const ROUNDS = Number(process.env.RACE_ROUNDS ?? 200);
const TABS = 50;

let servers: ServerPair;
beforeAll(async () => {
  servers = await startServerPair();
});
afterAll(() => servers.close());

describe(`${TABS} refreshes of one token at once, ${ROUNDS} rounds`, () => {
  test.each([1, 2])(
    "get one and the same successor from %i server(s)",
    { timeout: 300_000 },
    async (count) => {
      const urlOf = (tab: number) => servers.urls[tab % count === 0 ? 0 : 1];
      let { refresh: token } = tokensOf(await signUp(urlOf(0), `tabs${count}`));
      for (let round = 1; round <= ROUNDS; round += 1) {
        const answers = await Promise.all(
          Array.from({ length: TABS }, (_, tab) => refresh(urlOf(tab), token)),
        );
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
        const pairs = answers.map(tokensOf);
        const successor = pairs[0]?.refresh ?? "";
        for (const pair of pairs) expect(identityOf(pair.refresh)).toEqual(identityOf(successor));
        expect(new Set(pairs.map(({ access }) => jtiOf(access))).size).toBe(TABS);
        expect((await me(urlOf(round), pairs[round % TABS]?.access ?? "")).status).toBe(200);

        const family = await tokenRows(servers.rows, jtiOf(token));
        expect(family.length).toBe(round + 1);
        expect(family.slice(-2)).toEqual([
          { jti: jtiOf(token), successor: jtiOf(successor), blacklisted: true },
          { jti: jtiOf(successor), successor: null, blacklisted: false },
        ]);
        token = successor;
      }
      expect(await faultsOf(servers.rows)).toEqual([]);
    },
  );
});
