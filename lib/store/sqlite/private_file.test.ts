import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { migrate } from "../migrations/migrate";
import { closeStore, openStore } from "../open";

let folder: string;
let formerUmask: number;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-private-"));
  formerUmask = process.umask();
});
afterEach(() => {
  process.umask(formerUmask);
  rmSync(folder, { recursive: true });
});

/** The modes of a folder's files, while the database is open. */
async function modesIn(data: string): Promise<Record<string, string>> {
  const url = `file:${path.join(data, "a.db")}`;
  await migrate(url);
  const store = await openStore(url);
  await store.statements.write([{ sql: "UPDATE latchkey_migration SET name = name", params: [] }]);
  const modes = Object.fromEntries(readdirSync(data).map((name) => [name, modeOf(path.join(data, name))]));
  await closeStore(store);
  return modes;
}

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

const PRIVATE = { "a.db": "600", "a.db-wal": "600", "a.db-shm": "600" };

it.each([0o000, 0o022, 0o177, 0o777])(
  "the files are their owner's only under the umask %o",
  async (umask) => {
    process.umask(umask);
    const data = path.join(folder, "data");
    expect(await modesIn(data)).toEqual(PRIVATE);
    expect(modeOf(data)).toBe("700");
  },
);

it("files that were put there for everybody to read become so at the start", async () => {
  writeFileSync(path.join(folder, "a.db"), "");
  chmodSync(path.join(folder, "a.db"), 0o644);
  expect(await modesIn(folder)).toEqual(PRIVATE);
});
