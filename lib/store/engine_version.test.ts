import { expect, test } from "vitest";
import { noteQuality } from "@/lib/commands/quality/notes.js";
import { createTestDatabase } from "@/lib/testing/store/database";
import { openSql } from "@/lib/testing/store/sql";

test("the database tells which engine it is, and docs/quality.md its version", async () => {
  const { url, drop } = await createTestDatabase();
  const sql = openSql(url);
  const [row] =
    sql.engine === "sqlite"
      ? await sql<{ version: string }>`SELECT sqlite_version() AS version`
      : await sql<{ version: string }>`SELECT current_setting('server_version') AS version`;
  await sql.close();
  await drop();
  const version = /^\d+(\.\d+)+/.exec(row?.version ?? "")?.[0];
  expect(version).toBeDefined();
  const name = sql.engine === "sqlite" ? "SQLite" : "PostgreSQL";
  noteQuality({ kind: "software", name, version: version ?? "" });
});
