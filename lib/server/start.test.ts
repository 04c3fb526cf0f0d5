import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { sqliteFile } from "@/lib/store/address";
import { runCommand, startCommand } from "@/lib/testing/commands";
import { SECRET } from "@/lib/testing/settings";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/store/database";
import { addDjangoMigration } from "@/lib/testing/store/first_version";
import { openSql } from "@/lib/testing/store/sql";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

test("a start on a Django project's database ends with one sentence, and leaves the database alone", async () => {
  const sql = openSql(database.url);
  await addDjangoMigration(sql, "auth");
  await sql.close();
  const environment = { SECRET_KEY: SECRET, DATABASE_URL: database.url, WORKERS: "1", PORT: "0" };
  const { code, errors } = await runCommand("../server/main.ts", [], environment);
  const lines = errors.trimEnd().split("\n");
  expect([code, lines.filter((line) => !line.startsWith("warning: "))]).toEqual([
    1,
    [
      `The database ${database.url} has a table django_migrations that Latchkey did not make. Where it is your Django project's, \`npm run adopt -- --check\` says what Latchkey would do beside it; else name an empty database in DATABASE_URL.`,
    ],
  ]);
  for (const companion of ["-wal", "-shm", "-journal"])
    expect(existsSync(`${sqliteFile(database.url)}${companion}`)).toBe(false);
});

describe("weak settings with DEBUG=false", () => {
  const production = { SECRET_KEY: SECRET, WORKERS: "2", PORT: "0" };

  test("those that are never right end the start, a line for each", async () => {
    const weak = { SECRET_KEY: "a".repeat(32), PBKDF2_ITERATIONS: "1", TRUSTED_PROXIES: "0.0.0.0/0" };
    const { code, errors } = await runCommand("../server/main.ts", [], { ...production, ...weak });
    const names = errors
      .trimEnd()
      .split("\n")
      .map((line) => /^[A-Z0-9_]+/.exec(line)?.[0]);
    expect([code, names]).toEqual([1, ["TRUSTED_PROXIES", "SECRET_KEY", "PBKDF2_ITERATIONS"]]);
  });

  test("of the others each is warned of once, whatever the number of workers", async () => {
    const weak = { TOKEN_TYPE_CLAIM: "none", LEEWAY: "1h", SESSION_COOKIE_HTTPONLY: "false" };
    const environment = { ...production, ...weak, DATABASE_URL: database.url };
    const server = startCommand("../server/main.ts", [], environment, process.cwd());
    onTestFinished(() => void server.kill("SIGKILL"));
    let [output, errors] = ["", ""];
    server.stdout.on("data", (chunk: Buffer) => {
      output += chunk;
      if (output.includes("Latchkey is ready")) server.kill("SIGTERM");
    });
    server.stderr.on("data", (chunk: Buffer) => {
      errors += chunk;
    });
    await new Promise((resolve) => server.once("close", resolve));
    expect(output, errors).toContain("Latchkey is ready");
    const named = errors.match(/(?<=^warning: )[A-Z_]+/gm)?.sort();
    expect(named).toEqual([
      "APP_ORIGIN",
      "AUTH_TOKEN_CLASSES",
      "EMAIL_HOST",
      "LEEWAY",
      "SESSION_COOKIE_HTTPONLY",
      "TOKEN_TYPE_CLAIM",
    ]);
  });
});
