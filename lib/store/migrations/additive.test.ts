import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** From here on a former version goes on working on the database of a later one, so that an upgrade can be taken back. */
const SINCE = "20261128130700";

/** What a statement of a former version may fail by. An index may go: only times change. */
const TAKES_AWAY = /\bDROP (TABLE|COLUMN)\b|\bRENAME\b|\bALTER COLUMN \S+ (SET NOT NULL|(SET DATA )?TYPE)\b/i;
/** Columns that a former version, which does not write them, could add no row without. */
const demanded = (sql: string) =>
  (sql.match(/ADD COLUMN [^,;]*/gi) ?? []).filter(
    (added) => /NOT NULL/i.test(added) && !/DEFAULT/i.test(added),
  );

const files = ["sqlite", "postgresql"].flatMap((engine) =>
  readdirSync(`prisma/migrations/${engine}`)
    .filter((name) => !name.endsWith(".sql") && name >= SINCE)
    .map((name) => `prisma/migrations/${engine}/${name}/migration.sql`),
);

test.each(files)("%s only adds", (file) => {
  const sql = readFileSync(file, "utf8");
  expect([TAKES_AWAY.exec(sql)?.[0], ...demanded(sql)]).toEqual([undefined]);
});
