import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { databaseWarnings } from "@/lib/server/database_warnings";
import { createSessionTable } from "@/lib/testing/django/session_rows";
import { settingsOf } from "@/lib/testing/settings";
import { TEST_SERVER } from "@/lib/testing/store/database";
import { openTestStore } from "@/lib/testing/store/store";
import { closeStore, openStore } from "./open";

const TAKING_OVER = settingsOf({ DJANGO_SESSION_COOKIE: "django" });

/** What is found of django_session, and what a start says of it. */
async function found(url: string): Promise<readonly unknown[]> {
  const store = await openStore(url);
  const { hasDjangoSessions, endsDjangoSessions } = store.schema;
  const [warning] = databaseWarnings(TAKING_OVER, store);
  expect(databaseWarnings(settingsOf(), store)).toEqual([]);
  await closeStore(store);
  return [
    hasDjangoSessions,
    endsDjangoSessions,
    /no table|cannot be deleted/.exec(warning?.sentence ?? "")?.[0],
  ];
}

test("whether Django's sessions are here is found when the database is opened", async () => {
  const { sql, url, close } = await openTestStore();
  expect(await found(url)).toEqual([false, false, "no table"]);
  await createSessionTable(sql);
  expect(await found(url)).toEqual([true, true, undefined]);
  await close();
});

test.runIf(TEST_SERVER)(
  "a role that may not delete, or not read, Django's sessions does without",
  async () => {
    const { sql, url, close } = await openTestStore();
    const role = `latchkey_${randomUUID().replaceAll("-", "")}`;
    await createSessionTable(sql);
    await sql.script(
      `CREATE ROLE ${role} LOGIN PASSWORD 'pw'; GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`,
    );
    const theirs = new URL(url);
    Object.assign(theirs, { username: role, password: "pw" });
    expect(await found(theirs.href)).toEqual([true, true, undefined]);
    await sql.script(`REVOKE DELETE ON django_session FROM ${role}`);
    expect(await found(theirs.href)).toEqual([true, false, "cannot be deleted"]);
    await sql.script(`REVOKE SELECT ON django_session FROM ${role}`);
    expect(await found(theirs.href)).toEqual([false, false, "no table"]);
    await sql.script(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    await close();
  },
);
