import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "@/lib/testing/commands";
import { SECRET } from "@/lib/testing/settings";
import { addFamilies, addSessions, addTokens, openTestStore } from "@/lib/testing/store/store";

const LONG_AGO = { expires: "2020-01-01 00:00:00" };

test("npm run prune tells how many rows went, and leaves the others", async () => {
  const database = await openTestStore();
  try {
    await addTokens(database, "old", 1001, LONG_AGO);
    await addTokens(database, "new", 3, { expires: "2120-01-01 00:00:00" });
    await addFamilies(database, "old", 7, LONG_AGO);
    await addSessions(database, "old", 5, LONG_AGO);
    const environment = { SECRET_KEY: SECRET, DATABASE_URL: database.url };
    expect(await runCommand("prune.ts", [], environment)).toEqual({
      code: 0,
      output:
        "Deleted 1001 refresh tokens (500 of them blacklisted), 7 sign-ins by JWT, 5 sessions, 0 addresses and 0 events.\n",
      errors: "",
    });
    expect(await database.sql.count("latchkey_token")).toBe(3);
  } finally {
    await database.close();
  }
});

test("npm run prune makes no database where there is none", async () => {
  const file = path.join(tmpdir(), `latchkey-none-${process.pid}.db`);
  const { code, errors } = await runCommand("prune.ts", [], {
    SECRET_KEY: SECRET,
    DATABASE_URL: `file:${file}`,
  });
  expect([code, errors]).toEqual([
    1,
    `There is no database file:${file}: start the app once, or set DATABASE_URL.\n`,
  ]);
  expect(existsSync(file)).toBe(false);
});
