import { accessSync, constants } from "node:fs";
import path from "node:path";
import { isSqliteUrl, sqliteFile } from "../address";
import { localTimeText } from "../local_time";
import { quoted } from "../schema";
import { type Bool, query, timeText } from "../statements";
import type { UserTable } from "../user_table";
import type { Inspection } from "./inspection";

/** Where Latchkey's tables go: beside Django's, under the prefix `latchkey_`, or into a schema of their own. */
export type Place = "beside" | "own schema" | null;

/** What a Django project's database has, beside its users. */
export interface DatabaseFacts {
  /** Django's sessions that have not expired; null where there is no django_session, or it may not be read. */
  readonly liveSessions: number | null;
  /** Refresh tokens that simplejwt has listed and that have not expired; null where its blacklist app is not installed, or its table may not be read. */
  readonly liveTokens: number | null;
  /** Whether our tables are there already. */
  readonly isAdopted: boolean;
  /** What may not be done with which table, such as `DELETE on auth_user`. */
  readonly missingRights: readonly string[];
  /** null: the role may make tables nowhere. */
  readonly place: Place;
}

const TABLES = [
  "django_session",
  "token_blacklist_outstandingtoken",
  "latchkey_adoption",
  "django_migrations",
] as const;

/** Tables of ours may be in a schema that the address does not name yet. */
const EXISTS = {
  sqlite: query<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'"),
  postgresql: query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c
    WHERE c.relkind IN ('r', 'p') AND (pg_table_is_visible(c.oid) OR c.relnamespace = to_regnamespace('latchkey'))`),
} as const;

export async function readFacts(
  inspection: Inspection,
  url: string,
  userTable: UserTable,
  now: Date,
): Promise<DatabaseFacts> {
  const names = new Set((await inspection.list(EXISTS[inspection.engine])).map(({ name }) => name));
  const [hasSessions, hasBlacklist, isAdopted, hasMigrations] = TABLES.map((name) => names.has(name));
  const { timeZone } = userTable;
  const utc = timeText(inspection.engine, now);
  const rights = isSqliteUrl(url)
    ? fileRights(sqliteFile(url))
    : await serverRights(
        inspection,
        url,
        neededRights(userTable, { hasSessions, hasBlacklist, hasMigrations }),
      );
  const live = async (table: string, column: string, at: string) => {
    if (rights.missingRights.includes(`SELECT on ${table}`)) return null;
    const [row] = await inspection.list(
      query<{ count: number | string }>(`SELECT count(*) AS count FROM ${table} WHERE ${column} > ?`),
      at,
    );
    return Number(row?.count);
  };
  return {
    liveSessions: hasSessions
      ? await live("django_session", "expire_date", timeZone === null ? utc : localTimeText(now, timeZone))
      : null,
    liveTokens: hasBlacklist ? await live("token_blacklist_outstandingtoken", "expires_at", utc) : null,
    isAdopted: Boolean(isAdopted),
    ...rights,
  };
}

/** SQLite writes its log beside the file. */
function fileRights(file: string): Pick<DatabaseFacts, "missingRights" | "place"> {
  const missingRights = [file, path.dirname(file)].filter((name) => !isWritable(name));
  return { missingRights: missingRights.map((name) => `writing ${name}`), place: "beside" };
}

function isWritable(name: string): boolean {
  try {
    accessSync(name, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const CREATING = query<{ own: Bool; beside: Bool }>(`
  SELECT CASE WHEN to_regnamespace('latchkey') IS NULL THEN has_database_privilege(current_database(), 'CREATE')
      ELSE has_schema_privilege('latchkey', 'CREATE') END AS own,
    has_schema_privilege(current_schema(), 'CREATE') AS beside`);

/** What is done with the rows of Django's tables. */
function neededRights(
  { table }: UserTable,
  {
    hasSessions,
    hasBlacklist,
    hasMigrations,
  }: Readonly<Record<"hasSessions" | "hasBlacklist" | "hasMigrations", boolean | undefined>>,
): (readonly [table: string, rights: readonly string[]])[] {
  return [
    [table, ["SELECT", "INSERT", "UPDATE", "DELETE"]],
    // A start looks there for what Django has migrated.
    ...(hasMigrations ? ([["django_migrations", ["SELECT"]]] as const) : []),
    ...(hasSessions ? ([["django_session", ["SELECT", "DELETE"]]] as const) : []),
    ...(hasBlacklist
      ? ([
          ["token_blacklist_outstandingtoken", ["SELECT", "INSERT", "UPDATE", "DELETE"]],
          ["token_blacklist_blacklistedtoken", ["SELECT", "INSERT", "DELETE"]],
        ] as const)
      : []),
  ];
}

const HAS_RIGHT = query<{ granted: Bool }>("SELECT has_table_privilege(to_regclass(?), ?) AS granted");

/** Of a column of the type serial: who inserts a row takes a number of it. An identity column, as Django makes since 4.1, asks for no right. */
const CLOSED_SEQUENCES = query<{ name: string }>(`
  SELECT s.relname AS name FROM pg_depend d JOIN pg_class s ON s.oid = d.objid
  WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'
    AND d.refobjid = to_regclass(?) AND CASE WHEN s.relkind = 'S' THEN NOT has_sequence_privilege(s.oid, 'USAGE') END`);

async function serverRights(
  inspection: Inspection,
  url: string,
  needed: ReturnType<typeof neededRights>,
): Promise<Pick<DatabaseFacts, "missingRights" | "place">> {
  const missingRights: string[] = [];
  for (const [table, rights] of needed) {
    for (const right of rights) {
      const [row] = await inspection.list(HAS_RIGHT, quoted(table), right);
      if (!row?.granted) missingRights.push(`${right} on ${table}`);
    }
    if (!rights.includes("INSERT")) continue;
    const closed = await inspection.list(CLOSED_SEQUENCES, quoted(table));
    missingRights.push(...closed.map(({ name }) => `USAGE on ${name}`));
  }
  const [creating] = await inspection.list(CREATING);
  // A schema that the address names is where the tables go.
  const isNamed = new URL(url).searchParams.has("schema");
  const place = creating?.own && !isNamed ? "own schema" : creating?.beside ? "beside" : null;
  return { missingRights, place };
}
