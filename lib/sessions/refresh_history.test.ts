import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noteQuality } from "@/lib/commands/quality/notes.js";
import { randomFrom } from "@/lib/testing/random";
import { signUp, tokensOf } from "@/lib/testing/requests";
import { FamilyClient } from "@/lib/testing/rotation/family_client";
import { expectOrder, written } from "@/lib/testing/rotation/recorder";
import { type ServerPair, startServerPair } from "@/lib/testing/server_pair";

const HISTORIES = Number(process.env.HISTORIES ?? 120);
const AT_ONCE = 4;
const CLIENTS = 4;
const REQUESTS_EACH = 3;

describe.each([
  ["with grace", "1h", true],
  ["without grace", "0", false],
] as const)("%s", (name, period, grace) => {
  let servers: ServerPair;
  beforeAll(async () => {
    servers = await startServerPair({ REFRESH_GRACE_PERIOD: period });
  });
  afterAll(() => servers.close());

  async function play(seed: number): Promise<FamilyClient> {
    const random = randomFrom(seed);
    const url = () => servers.urls[random(2) === 0 ? 0 : 1];
    const family = new FamilyClient(tokensOf(await signUp(url(), `${name.replace(" ", "-")}${seed}`)));
    const client = async () => {
      for (let request = 0; request < REQUESTS_EACH; request += 1) {
        const pause = random(4);
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
        const choice = random(20);
        if (choice < 10) await family.refresh(url());
        else if (choice < 14) await family.refresh(url(), 1 + random(2));
        else if (choice < 18) await family.use(url());
        else await family.signOut(url(), random(2));
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return family;
  }

  test(`${HISTORIES} histories of ${CLIENTS} clients and two servers have an order`, async () => {
    for (let start = 0; start < HISTORIES; start += AT_ONCE) {
      const families = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => play(start + index)));
      for (const { history, first } of families) {
        expect(
          history.every(({ output }) => output !== undefined),
          written(history),
        ).toBe(true);
        expectOrder({ history, first }, grace);
      }
    }
    noteQuality({ kind: "generated", file: import.meta.filename, count: HISTORIES });
  }, 300_000);
});
