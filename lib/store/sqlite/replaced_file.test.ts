import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { send } from "@/lib/testing/client";
import { type Child, openProcesses, type Processes } from "@/lib/testing/processes";
import { newName, signIn, signUp } from "@/lib/testing/requests";
import { ROTATING } from "@/lib/testing/settings";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/store/database";
import { openSql } from "@/lib/testing/store/sql";
import { openStore } from "../open";

let processes: Processes;
let database: TestDatabase;
let file: string;
/** Two servers on one file. */
let servers: readonly [Child, Child];
/** The users whose sign-up was answered with 201. */
let acknowledged: string[];
let isSending: boolean;
let sending: Promise<void>[];

beforeAll(async () => {
  processes = await openProcesses();
});
afterAll(async () => {
  await processes.close();
});
beforeEach(async () => {
  database = await createTestDatabase();
  file = database.url.replace("file:", "");
  const start = () => processes.start({ ...ROTATING, DATABASE_URL: database.url });
  servers = [await start(), await start()];
  acknowledged = [];
  isSending = true;
  sending = servers.map(keepSigningUp);
  await haveSignedUp(6);
});
afterEach(async () => {
  await stopSending();
  await Promise.all(servers.map((server) => server.kill()));
  await database.drop();
});

async function keepSigningUp(server: Child): Promise<void> {
  while (isSending) {
    const name = newName();
    if ((await signUp(server, name)).status === 201) acknowledged.push(name);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function stopSending(): Promise<void> {
  isSending = false;
  await Promise.all(sending);
}

/** Resolves when so many more sign-ups have been acknowledged. */
async function haveSignedUp(count: number): Promise<void> {
  const wanted = acknowledged.length + count;
  await expect.poll(() => acknowledged.length, { interval: 10 }).toBeGreaterThanOrEqual(wanted);
}

/** Whether each of the servers says that it is ready. */
async function ready(): Promise<boolean[]> {
  const answers = await Promise.all(servers.map((server) => send(server, "/readyz")));
  return answers.map(({ status }) => status === 200);
}
const allReady = () => expect.poll(ready).toEqual([true, true]);
const noneReady = () => expect.poll(ready).toEqual([false, false]);

/** A copy of the database beside it, as `.backup` makes one, and its users. */
async function backUp(): Promise<{ copy: string; users: string[] }> {
  const copy = `${file}.copy`;
  const sql = openSql(database.url);
  await sql.script(`VACUUM INTO '${copy}'`);
  await sql.close();
  chmodSync(copy, 0o644);
  return { copy, users: await usersIn(copy) };
}

async function usersIn(at: string): Promise<string[]> {
  const sql = openSql(`file:${at}`);
  const rows = await sql<{ username: string }>`SELECT username FROM auth_user`;
  await sql.close();
  return rows.map(({ username }) => username);
}

const modes = () => [file, ...logs()].map((found) => (statSync(found).mode & 0o777).toString(8));

/** Kills all servers, so that only what is in the files remains, and expects these users, and a sound database, there. */
async function expectKept(names: readonly string[]): Promise<void> {
  await stopSending();
  await Promise.all(servers.map((server) => server.kill()));
  const users = new Set(await usersIn(file));
  expect(names.filter((name) => !users.has(name))).toEqual([]);
  const sql = openSql(database.url);
  expect(await sql.query("PRAGMA integrity_check")).toMatchObject([{ integrity_check: "ok" }]);
  await sql.close();
}

const logs = () => [`${file}-wal`, `${file}-shm`];
const remove = (...files: string[]) => {
  for (const found of files) rmSync(found, { force: true });
};

describe("a database file", () => {
  it("that is deleted is unavailable, and made by nobody; a copy in its place is used without a restart", async () => {
    const { copy, users } = await backUp();
    remove(file, ...logs());
    const deleted = acknowledged.length;
    await noneReady();
    // Those that were under way when the file was deleted.
    expect(acknowledged.length - deleted).toBeLessThanOrEqual(servers.length);
    const answers = await Promise.all(servers.map((server) => signIn(server, users[0] ?? "")));
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    await expect(openStore(database.url)).rejects.toThrow("start the app once");
    expect(readdirSync(path.dirname(file))).toEqual([path.basename(copy)]);
    copyFileSync(copy, file);
    await allReady();
    const before = acknowledged.length;
    await haveSignedUp(6);
    await expectKept([...users, ...acknowledged.slice(before)]);
  });

  it("that is renamed is unavailable, and used again when it is back, at once or later; nothing is lost", async () => {
    for (const isNoticed of [false, true]) {
      renameSync(file, `${file}.away`);
      if (isNoticed) await noneReady();
      renameSync(`${file}.away`, file);
      await allReady();
      await haveSignedUp(5);
    }
    await expectKept(acknowledged);
  });

  it("that is replaced by a copy leaves its log behind, which is not taken for the copy's; and is private again", async () => {
    const { copy, users } = await backUp();
    await haveSignedUp(6);
    renameSync(copy, file);
    // A server may not have noticed, but it does not write.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await allReady();
    const before = acknowledged.length;
    await haveSignedUp(6);
    expect(modes()).toEqual(["600", "600", "600"]);
    await expectKept([...users, ...acknowledged.slice(before)]);
  });

  it("that is replaced by another's, or by an empty one, is unavailable until the right one is there", async () => {
    const { copy, users } = await backUp();
    writeFileSync(`${file}.empty`, "", { mode: 0o644 });
    renameSync(`${file}.empty`, file);
    await noneReady();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await ready()).toEqual([false, false]);
    renameSync(copy, file);
    await allReady();
    const before = acknowledged.length;
    await haveSignedUp(6);
    await expectKept([...users, ...acknowledged.slice(before)]);
  });
});

describe("a log that is removed", () => {
  const removals: Readonly<Record<string, () => string[]>> = {
    "-wal": () => [`${file}-wal`],
    "-shm": () => [`${file}-shm`],
    "-wal and -shm": logs,
  };

  it.each(Object.entries(removals))(
    "%s: what was only in it is moved into the database",
    async (_, files) => {
      for (let round = 0; round < 3; round += 1) {
        await haveSignedUp(5);
        remove(...files());
        await expect.poll(() => files().every(existsSync)).toBe(true);
        await allReady();
      }
      await haveSignedUp(6);
      await expectKept(acknowledged);
    },
  );
});
