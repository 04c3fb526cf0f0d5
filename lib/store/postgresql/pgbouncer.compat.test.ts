import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { databaseFindings } from "@/lib/commands/deploy/database";
import { type Postgresql, startPostgresql } from "@/lib/commands/postgresql.js";
import { send } from "@/lib/testing/client";
import { TestClock } from "@/lib/testing/clock";
import { newName, refreshForTokens, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer } from "@/lib/testing/server";
import { ROTATING, settingsOf } from "@/lib/testing/settings";
import { ensurePgbouncer, type Pgbouncer, startPgbouncer } from "@/lib/testing/store/pgbouncer";
import { migrate } from "../migrations/migrate";
import { query } from "../statements";
import { UnsuitableDatabaseError } from "../unsuitable";
import { openPostgresql } from "./statements";

const isThere = ensurePgbouncer();
if (!isThere) console.warn("No PgBouncer was found and none could be installed: its tests are left out.");

describe.skipIf(!isThere)("through a PgBouncer", () => {
  let server: Postgresql;
  let direct: Client;
  let database: string;
  let databases = 0;

  beforeAll(async () => {
    const started = await startPostgresql();
    if (started === null) throw new Error("There is no PostgreSQL to start.");
    server = started;
    direct = new Client({ connectionString: server.url });
    await direct.connect();
  });
  afterAll(async () => {
    await direct.end();
    await server.stop();
  });
  beforeEach(async () => {
    databases += 1;
    database = `app${databases}`;
    await direct.query(`CREATE DATABASE ${database}`);
  });

  async function through(mode: string, work: (pooler: Pgbouncer) => Promise<void>): Promise<void> {
    const pooler = await startPgbouncer(server.url, mode);
    try {
      await work(pooler);
    } finally {
      await pooler.stop();
    }
  }

  /** The tables of a database, by their schemas. */
  async function tablesOf(name: string): Promise<Record<string, number>> {
    const client = new Client({ connectionString: server.url.replace(/[^/]*$/, name) });
    await client.connect();
    const { rows } = await client.query<{ schema: string; count: number }>(
      `SELECT schemaname AS schema, count(*)::int AS count FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema') GROUP BY schemaname`,
    );
    await client.end();
    return Object.fromEntries(rows.map(({ schema, count }) => [schema, count]));
  }

  it("in session mode the settings hold, and the tables lie in the schema that is named", async () => {
    await through("session", async (pooler) => {
      const make = new Client({ connectionString: pooler.urlOf(database) });
      await make.connect();
      await make.query("CREATE SCHEMA auth");
      await make.query(`ALTER DATABASE ${database} SET DateStyle = 'SQL, DMY'`);
      await make.end();
      const url = `${pooler.urlOf(database)}?schema=auth`;
      expect((await migrate(url)).length).toBeGreaterThan(0);
      expect(Object.keys(await tablesOf(database))).toEqual(["auth"]);
      const statements = openPostgresql(url);
      const settings = query(
        `SELECT current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement,
          current_setting('DateStyle') AS date, current_setting('enable_seqscan') AS scans`,
      );
      const expected = { lock: "1500ms", statement: "5s", date: "ISO, MDY", scans: "off" };
      expect(await statements.one(settings)).toEqual(expected);
      expect(await statements.list(settings)).toEqual([{ ...expected, statement: "30s", scans: "on" }]);
      await statements.close();
      // What a connection leaves behind is nobody else's.
      const next = new Client({ connectionString: pooler.urlOf(database) });
      await next.connect();
      expect((await next.query("SHOW lock_timeout")).rows).toEqual([{ lock_timeout: "0" }]);
      await next.end();
    });
  });

  it("in session mode all works, twenty at once", async () => {
    await through("session", async (pooler) => {
      const app = await startTestServer(
        { ...ROTATING, DATABASE_URL: pooler.urlOf(database) },
        { clock: TestClock.running() },
      );
      const rounds = Array.from({ length: 20 }, async () => {
        const { refresh } = await signUpForTokens(app, newName());
        const { access } = await refreshForTokens(app, refresh);
        return (await send(app, "/user/me", { bearer: access })).status;
      });
      expect(await Promise.all(rounds)).toEqual(rounds.map(() => 200));
      expect((await send(app, "/readyz")).status).toBe(200);
      await app.close();
    });
  });

  it.each(["transaction", "statement"])(
    "in %s mode a start is refused, and nothing is left behind",
    async (mode) => {
      await through(mode, async (pooler) => {
        const refusal = await migrate(pooler.urlOf(database)).then(
          () => null,
          (error: unknown) => error,
        );
        expect(refusal).toBeInstanceOf(UnsuitableDatabaseError);
        expect(String(refusal)).toMatch(/pool_mode = session/);
        const settings = settingsOf({ DATABASE_URL: pooler.urlOf(database) });
        expect(await databaseFindings(settings, Date.now)).toMatchObject([{ id: "latchkey.E062" }]);
        expect(await tablesOf(database)).toEqual({});
        const next = new Client({ connectionString: pooler.urlOf(database) });
        await next.connect();
        expect((await next.query("SHOW lock_timeout")).rows).toEqual([{ lock_timeout: "0" }]);
        const locks = "SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory'";
        expect((await next.query(locks)).rows).toEqual([{ count: 0 }]);
        await next.end();
      });
    },
  );
});
