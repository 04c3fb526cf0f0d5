import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { createDatabaseFile } from "@/lib/testing/store/database";
import { sqliteFile } from "../address";
import { closeStore, openStore } from "../open";
import { makeMigratedFile } from "./new_file";

/** Another process that opens the file, and is done with it. */
const USE = `
  const Database = require("libsql");
  new Database(process.argv[1]).prepare("SELECT count(*) FROM auth_user").get();`;

test("a copied database keeps its log while it is open, whoever else opens and closes it", async () => {
  const { url, drop } = createDatabaseFile();
  await makeMigratedFile(url);
  const store = await openStore(url);
  for (let times = 0; times < 2; times += 1) {
    await store.statements.write([
      {
        sql: "INSERT INTO latchkey_throttle (key, uses, ends_at) VALUES (?, 1, ?)",
        params: [`${times}`, "2026-11-29"],
      },
    ]);
    execFileSync(process.execPath, ["-e", USE, sqliteFile(url)]);
  }
  const sql = { sql: "SELECT count(*) AS found FROM latchkey_throttle" };
  expect(await store.statements.one(sql)).toEqual({ found: 2 });
  await closeStore(store);
  await drop();
});
