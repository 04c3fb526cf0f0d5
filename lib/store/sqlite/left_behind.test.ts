import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSql } from "@/lib/testing/store/sql";
import { migrate } from "../migrations/migrate";
import { closeStore, openStore, type Store } from "../open";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-left-"));
  file = path.join(folder, "a.db");
  await migrate(`file:${file}`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => openStore(`file:${file}`);
const insert = ({ statements }: Store, id: string) =>
  statements.write([
    {
      sql: "INSERT INTO latchkey_event (id, at, name, user_key, facts) VALUES (?, '2026-11-24', 'e', '1', '{}')",
      params: [id],
    },
  ]);

it("after a stop the database file alone holds everything, also where another process has it open", async () => {
  const other = await open();
  const store = await open();
  await insert(store, "a");
  await insert(other, "b");
  await closeStore(store);
  const copy = path.join(folder, "copy.db");
  copyFileSync(file, copy);
  const sql = openSql(`file:${copy}`);
  expect(await sql`SELECT id FROM latchkey_event ORDER BY id`).toMatchObject([{ id: "a" }, { id: "b" }]);
  await sql.close();
  await closeStore(other);
  expect(statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
});

it("a log whose database file is gone is not read into a new one: the start is refused", async () => {
  const store = await open();
  await insert(store, "a");
  // As after a crash.
  copyFileSync(`${file}-wal`, path.join(folder, "log"));
  await closeStore(store);
  for (const name of [file, `${file}-wal`, `${file}-shm`]) rmSync(name, { force: true });
  copyFileSync(path.join(folder, "log"), `${file}-wal`);
  await expect(migrate(`file:${file}`)).rejects.toThrow(/a\.db is gone, but its log .*a\.db-wal is there/);
  expect(existsSync(file)).toBe(false);
  rmSync(`${file}-wal`);
  expect((await migrate(`file:${file}`)).length).toBeGreaterThan(0);
});
