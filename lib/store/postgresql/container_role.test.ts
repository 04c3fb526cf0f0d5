import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { findPrograms } from "@/lib/commands/postgresql.js";
import { TestClock } from "@/lib/testing/clock";
import { newName, signUp } from "@/lib/testing/requests";
import { startTestServer } from "@/lib/testing/server";
import { TEST_SERVER } from "@/lib/testing/store/database";
import { openSql } from "@/lib/testing/store/sql";

/** Roles are the server's, which other tests use: the script's would not be its own. */
const ROLE = `latchkey_container_${process.pid}`;

test("the database that compose.yaml makes is its role's, which is no superuser, and holds everything", async () => {
  const server = new URL(TEST_SERVER ?? "");
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-role-"));
  writeFileSync(path.join(folder, "database_password"), "it's a secret");
  const script = readFileSync("docs/docker/make_database.sh", "utf8")
    .replace(/\blatchkey\b/g, ROLE)
    .replace("/run/secrets", folder);
  execFileSync("sh", ["-c", script], {
    env: {
      PATH: `${findPrograms()}:${process.env.PATH}`,
      PGHOST: server.hostname,
      PGPORT: server.port,
      POSTGRES_USER: server.username,
      NODE_ENV: "test",
    },
  });
  rmSync(folder, { recursive: true });
  const url = new URL(`/${ROLE}`, server);
  url.username = ROLE;
  const app = await startTestServer({ DATABASE_URL: url.href }, { clock: TestClock.frozen() });
  try {
    expect((await signUp(app, newName())).status).toBe(201);
    const sql = openSql(server.href);
    const roles =
      await sql`SELECT rolsuper, rolcreaterole, rolpassword FROM pg_authid WHERE rolname = ${ROLE}`;
    await sql.close();
    const rolpassword = expect.stringMatching(/^SCRAM-SHA-256/);
    expect(roles).toEqual([{ rolsuper: false, rolcreaterole: false, rolpassword }]);
  } finally {
    await app.close();
    await dropBoth(server);
  }
});

async function dropBoth({ href }: URL): Promise<void> {
  const sql = openSql(href);
  await sql.script(`DROP DATABASE ${ROLE} WITH (FORCE)`);
  await sql.script(`DROP ROLE ${ROLE}`);
  await sql.close();
}
