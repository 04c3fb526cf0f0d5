import { afterAll, beforeAll, expect, test } from "vitest";
import { type Child, openProcesses, type Processes } from "@/lib/testing/processes";
import { randomFrom } from "@/lib/testing/random";
import { signIn, signUp } from "@/lib/testing/requests";
import { faultsOf } from "@/lib/testing/rotation/family_rows";
import { expectOrder } from "@/lib/testing/rotation/recorder";
import { Traffic } from "@/lib/testing/rotation/traffic";
import { ROTATING } from "@/lib/testing/settings";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/store/database";
import { openSql } from "@/lib/testing/store/sql";

const KILLS = Number(process.env.KILLS ?? 60);
const WORKERS = 6;

let database: TestDatabase;
let processes: Processes;
beforeAll(async () => {
  database = await createTestDatabase();
  processes = await openProcesses({ inAdvance: 2 });
});
afterAll(async () => {
  await processes.close();
  await database.drop();
});

test(`nothing that was acknowledged is lost, nothing is half there, when servers are killed ${KILLS} times amid requests`, async () => {
  const { url } = database;
  const random = randomFrom(Date.now());
  const start = () => processes.start({ ...ROTATING, DATABASE_URL: url });
  const alive: Child[] = [await start(), await start()];
  const traffic = new Traffic(random, () => alive[random(alive.length)]?.url ?? "");
  const workers = Array.from({ length: WORKERS }, () => traffic.run());
  const rows = openSql(url);

  for (let kills = 0; kills < KILLS; ) {
    await traffic.hasMade(3 + random(12));
    // Every third time all of them at once, so that the next one finds the file as they left it.
    const killed = alive.splice(0, random(3) === 0 ? 2 : 1);
    await Promise.all(killed.map((child) => child.kill()));
    kills += killed.length;
    if (alive.length === 0) expect(await faultsOf(rows)).toEqual([]);
    while (alive.length < 2) alive.push(await start());
  }
  traffic.stop();
  await Promise.all(workers);
  await Promise.all(alive.splice(0).map((child) => child.kill()));
  alive.push(await start());
  const [{ url: last }] = alive as [Child];

  expect(await faultsOf(rows)).toEqual([]);
  await rows.close();
  expect(traffic.failures()).toEqual([]);
  expect(traffic.families.length).toBeGreaterThan(KILLS / 2);
  for (const family of traffic.families) {
    await family.use(last);
    await family.refresh(last);
    expectOrder(family, true);
  }
  for (const headers of traffic.sessions) expect(await traffic.isSessionGood(last, headers)).toBe(true);
  for (const username of traffic.users) expect((await signIn(last, username)).status, username).toBe(200);
  for (const username of traffic.unanswered) {
    // The account may be there: then it can be used.
    const again = await signUp(last, username);
    expect([201, 400]).toContain(again.status);
    expect((await signIn(last, username)).status, username).toBe(200);
  }
}, 600_000);
