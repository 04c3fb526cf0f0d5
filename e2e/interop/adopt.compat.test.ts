import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Postgresql, startPostgresql } from "@/lib/commands/postgresql.js";
import { isSqliteUrl, sqliteFile } from "@/lib/store/address";
import { send } from "@/lib/testing/client";
import { TestClock } from "@/lib/testing/clock";
import { runCommand } from "@/lib/testing/commands";
import { canDjangoUse, type DjangoProject, type Shape, startDjango } from "@/lib/testing/django/project";
import { PASSWORD } from "@/lib/testing/requests";
import { startTestServer } from "@/lib/testing/server";
import { createDatabaseFile, createDatabaseOn, type TestDatabase } from "@/lib/testing/store/database";
import { openSql, type Sql } from "@/lib/testing/store/sql";
import { DESCRIBE, environmentOf } from "./adoption";
import { type Dump, dumpDatabase, isOurs } from "./database_dump";
import { type Filled, SECRET_KEY } from "./sides";

const isMissing = !canDjangoUse("postgresql:") && !process.env.CI;
const SHAPES: readonly Shape[] = ["plain", "seed", "email"];

let postgresql: Postgresql | null = null;
beforeAll(async () => {
  if (!isMissing) postgresql = await startPostgresql();
});
afterAll(() => postgresql?.stop());

describe.skipIf(isMissing).each(SHAPES)(
  "npm run adopt, for a Django of the shape %s",
  {
    timeout: 120_000,
  },
  (shape) => {
    let database: TestDatabase;
    let django: DjangoProject;
    let filled: Filled;
    let sql: Sql;
    let before: Dump;
    let folder: string;

    beforeAll(async () => {
      const isOnServer = shape !== "plain" && postgresql !== null;
      database = isOnServer ? await createDatabaseOn(postgresql?.url ?? "") : createDatabaseFile();
      django = startDjango({ shape, url: database.url, secretKey: SECRET_KEY });
      await django.call("manage", "migrate");
      filled = (await django.call("fill")) as Filled;
      folder = mkdtempSync(path.join(tmpdir(), "latchkey-interop-"));
      for (const name of ["lib", "prisma", "node_modules"])
        symlinkSync(path.resolve(name), path.join(folder, name));
      const described = (await django.call("describe", DESCRIBE)) as string;
      writeFileSync(path.join(folder, "django.json"), described);
      sql = openSql(database.url);
      before = await dumpDatabase(sql);
    });
    afterAll(async () => {
      await django?.stop();
      await sql?.close();
      rmSync(folder, { recursive: true });
      await database?.drop();
    });

    const adopt = (args: readonly string[], environment = {}) => {
      const described = args.includes("--undo") ? [] : ["--describe", "django.json"];
      const settings = { DEBUG: "true", DATABASE_URL: database.url, ...environment };
      return runCommand("adopt.ts", [...described, ...args], settings, folder);
    };
    const bytes = () => (isSqliteUrl(database.url) ? readFileSync(sqliteFile(database.url), "base64") : "");

    test("--check writes nothing, and names what somebody has to decide", async () => {
      const file = bytes();
      const { code, output, errors } = await adopt(["--check", "--json"]);
      expect([code, errors]).toEqual([1, ""]);
      const { users, decisions } = JSON.parse(output);
      expect(users).toMatchObject({ total: 25, hashes_not_checked: { crypt: { count: 1 } } });
      expect(decisions.join("\n")).toContain("crypt");
      expect(decisions.join("\n")).not.toContain("Both sides would set a cookie");
      expect(await dumpDatabase(sql)).toEqual(before);
      expect(bytes()).toBe(file);
    });

    test.runIf(shape === "plain")(
      "--check says where both sides would set a cookie of one name",
      async () => {
        const { code, output } = await adopt(["--check"], { SESSION_COOKIE_NAME: "sessionid" });
        expect(code).toBe(1);
        expect(output).toContain("Both sides would set a cookie sessionid");
      },
    );

    test("--yes makes our tables alone, does no harm a second time, and its .env starts a server", async () => {
      for (const _ of [1, 2]) {
        const { code, errors } = await adopt(["--yes"]);
        expect([code, errors]).toEqual([0, expect.not.stringContaining("rror")]);
        const { schema, rows } = await dumpDatabase(sql);
        expect(schema.filter((line) => !isOurs(line))).toEqual(before.schema);
        expect(Object.fromEntries(Object.entries(rows).filter(([name]) => !isOurs(name)))).toEqual(
          before.rows,
        );
        expect(schema.some(isOurs)).toBe(true);
      }
      const env = readFileSync(path.join(folder, ".env"), "utf8");
      const environment = { DATABASE_URL: database.url, ...environmentOf(env, SECRET_KEY) };
      const server = await startTestServer(environment, { clock: TestClock.running() });
      const json = { username: filled.people.argon2?.name, password: PASSWORD };
      expect((await send(server, "/user/session_signin", { json })).status).toBe(200);
      await server.close();
    });

    test("--undo leaves the schema as it was before", async () => {
      // DATABASE_URL is in .env, which may name a schema of ours.
      const { code, errors } = await adopt(["--undo"], isSqliteUrl(database.url) ? {} : { DATABASE_URL: "" });
      expect([code, errors]).toEqual([0, ""]);
      expect((await dumpDatabase(sql)).schema).toEqual(before.schema);
      expect(await django.call("sign_in", filled.people.argon2?.name, PASSWORD)).toBe(
        filled.people.argon2?.id,
      );
    });
  },
);
