import { once } from "node:events";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sqliteFile } from "@/lib/store/address";
import { runCommand, startCommand } from "@/lib/testing/commands";
import { dumpedUser, type ImportTarget, openImportTarget } from "@/lib/testing/django/import_target";
import { SECRET, settingsOf } from "@/lib/testing/settings";
import { UsageError } from "../run_command.js";
import { readOptions } from "./options";
import { runImport } from "./run_import";

let target: ImportTarget;
let environment: Readonly<Record<string, string>>;
beforeEach(async () => {
  target = await openImportTarget();
  environment = { SECRET_KEY: SECRET, DATABASE_URL: target.url };
});
afterEach(() => target.close());

const command = (...args: string[]) =>
  runCommand("import.ts", [...args, "--report", target.place("report.csv")], environment);

test("npm run import tells what it has done, and by its exit code whether all is taken", async () => {
  await target.run(target.dump(dumpedUser(1)));
  expect(await command("--from", target.dump(dumpedUser(1), dumpedUser(900)), "--dry-run")).toMatchObject({
    code: 1,
    output: expect.stringMatching(
      /\nA dry run: nothing was written\. .*\nUsers: 0 imported, 1 imported before, 1 not taken\.\n.*\n.*report\.csv says why: 1 rows not taken, 0 remarks/,
    ),
    errors: "",
  });
  expect(await command("--from", target.dump(dumpedUser(1), dumpedUser("x")))).toMatchObject({
    code: 2,
    errors: expect.stringMatching(/^The keys of auth\.user are no whole numbers \(x\), /),
  });
  expect(await command("--frm", "x")).toMatchObject({
    code: 2,
    errors: expect.stringContaining("\nUsage: npm run import"),
  });
  for (const values of [{}, { from: "" }, { from: "x", "time-zone": "Seoul" }])
    expect(() => readOptions(values)).toThrow(UsageError);
});

test("a dry run makes no database where there is none; an import does", async () => {
  const url = `file:${target.place("new.db")}`;
  const settings = settingsOf({ DATABASE_URL: url });
  const run = (values: Record<string, string | boolean>) =>
    runImport(readOptions({ from: target.dump(dumpedUser(1)), ...values }), settings, new Date(), {
      write: () => {},
    });
  expect((await run({ "dry-run": true })).users.insert).toBe(1);
  expect(existsSync(sqliteFile(url))).toBe(false);
  expect((await run({})).users.insert).toBe(1);
  expect(statSync(sqliteFile(url)).mode & 0o777).toBe(0o600);
});

test("killed at any moment and run again, it has imported everything once", async () => {
  const users = Array.from({ length: 6000 }, (_, index) => JSON.stringify(dumpedUser(index + 1000)));
  const from = target.place("dump.jsonl");
  writeFileSync(from, users.join("\n"));
  const killed = startCommand("import.ts", ["--from", from], environment, process.cwd());
  const ended = once(killed, "exit");
  await expect.poll(() => target.sql.count("latchkey_import"), { interval: 10 }).toBeGreaterThan(0);
  killed.kill("SIGKILL");
  await ended;
  const taken = await target.sql.count("latchkey_import");
  expect(await target.sql.count("auth_user")).toBe(taken + 1);
  expect(await target.sql.count("latchkey_address")).toBe(taken);
  expect((await target.run(from)).users).toMatchObject({ same: taken, insert: 6000 - taken });
  for (const table of ["latchkey_import", "latchkey_address"])
    expect(await target.sql.count(table)).toBe(6000);
});
