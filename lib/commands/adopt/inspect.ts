import { randomBytes } from "node:crypto";
import type { Environment } from "@/lib/settings/environment";
import { readSettings } from "@/lib/settings/read";
import type { Settings } from "@/lib/settings/settings";
import { type DatabaseFacts, readFacts } from "@/lib/store/adoption/facts";
import { findUserTable } from "@/lib/store/adoption/find_user_table";
import { findNames, inspectUsers } from "@/lib/store/adoption/inspect_users";
import { type Inspection, openInspection } from "@/lib/store/adoption/inspection";
import { ownSchemaUrl } from "@/lib/store/adoption/own_schema";
import { AdoptionError } from "@/lib/store/migrations/foreign";
import { readUserTable } from "@/lib/store/read_user_table";
import type { UserTable } from "@/lib/store/user_table";
import { UserCounter, type UserCounts, usualIterations } from "./count_users";
import type { Description } from "./description";
import { type EnvLine, type EnvLines, envLines } from "./env_lines";
import { type Findings, findingsOf } from "./findings";

/** What is known before anything is looked at. */
export interface Given {
  /** The environment, and what `.env` says but for the lines of an adoption. */
  readonly environment: Environment;
  /** The environment itself: what `.env` says of its names does not count. */
  readonly fixed: Environment;
  readonly description: Description | null;
  readonly now: Date;
}

/** A Django project's database, looked at, and what adopting it would write. */
export interface Inspected extends Findings, Pick<EnvLines, "lines" | "asked"> {
  readonly settings: Settings;
  readonly userTable: UserTable;
  readonly facts: DatabaseFacts;
  readonly counts: UserCounts;
  /** The address of the database as it is to be from then on. */
  readonly url: string;
}

/** Looks at the database that DATABASE_URL names, and writes nothing. @throws AdoptionError, UnsuitableDatabaseError, SettingsError */
export async function inspect(given: Given): Promise<Inspected> {
  const { environment, description } = given;
  if (!environment.DATABASE_URL && !environment.DATABASE_URL_FILE)
    throw new AdoptionError(
      "Name the Django project's database in DATABASE_URL, in .env or in the environment.",
    );
  // The others may be at odds with each other until what the adoption writes is among them.
  const { DATABASE_URL, DATABASE_URL_FILE } = environment;
  const { databaseUrl } = settingsOf({ DATABASE_URL, DATABASE_URL_FILE });
  const inspection = await openInspection(databaseUrl);
  try {
    const described =
      description === null ? await linesOfDatabase(inspection, environment) : envLines(description);
    return await inspectWith(inspection, databaseUrl, given, described);
  } finally {
    await inspection.close();
  }
}

async function inspectWith(
  inspection: Inspection,
  databaseUrl: string,
  { environment, fixed, description, now }: Given,
  { lines, asked, notes }: EnvLines,
): Promise<Inspected> {
  const effective = Object.fromEntries(
    lines.filter(({ name }) => !fixed[name]).map(({ name, value }) => [name, value]),
  );
  const settings = settingsOf({ ...environment, ...effective });
  const userTable = await readUserTable(inspection, settings.userTable);
  const facts = await readFacts(inspection, databaseUrl, userTable, now);
  const counter = new UserCounter(settings.passwords);
  // That they may not be read is among the findings.
  const mayRead = !facts.missingRights.includes(`SELECT on ${userTable.table}`);
  if (mayRead) for await (const users of inspectUsers(inspection, userTable)) counter.add(users);
  const names = mayRead ? counter.normalizedNames : [];
  const counts = counter.counts(await findNames(inspection, userTable, names));
  const djangoCookies = [description?.session.cookie_name ?? "sessionid", "csrftoken"];
  const findings = findingsOf({ settings, userTable, facts, counts, djangoCookies });
  const url = facts.place === "own schema" ? await ownSchemaUrl(inspection, databaseUrl) : databaseUrl;
  return {
    ...{ settings, userTable, facts, counts, url, asked },
    ...findings,
    lines: [
      ...(url === databaseUrl ? [] : [urlLine(url)]),
      ...lines,
      ...(description === null ? costLines(counts) : []),
    ],
    notes: [...findings.notes, ...notes],
  };
}

function urlLine(url: string): EnvLine {
  return {
    name: "DATABASE_URL",
    value: url,
    reason: "The same database; Latchkey's tables are in a schema of their own.",
  };
}

/** A new hash of another cost would be made anew by Django when its user signs in there. Settings refuse fewer than 10,000. */
function costLines(counts: UserCounts): EnvLine[] {
  const value = usualIterations(counts);
  const reason = "As most hashes have it, and likely those that Django makes now.";
  return value === null || Number(value) < 10_000 ? [] : [{ name: "PBKDF2_ITERATIONS", value, reason }];
}

/** A secret key is needed for none of this. */
function settingsOf(environment: Environment): Settings {
  const { SECRET_KEY, SECRET_KEY_FILE } = environment;
  const isSet = SECRET_KEY || SECRET_KEY_FILE;
  return readSettings(
    isSet ? environment : { ...environment, SECRET_KEY: randomBytes(48).toString("base64") },
  );
}

/** What the database alone says, where nothing was said of the users yet. @throws AdoptionError */
async function linesOfDatabase(inspection: Inspection, environment: Environment): Promise<EnvLines> {
  const asked = [
    { name: "SECRET_KEY", reason: "Django's SECRET_KEY: with it Django's tokens are accepted here." },
  ];
  const notes = [
    "Only the database was read. What docs/django/describe.py prints of the project (--describe) has its hashers, tokens and further settings, too.",
  ];
  if (environment.USER_TABLE) return { lines: [], asked, notes };
  const found = await findUserTable(inspection);
  if (found === null)
    throw new AdoptionError(
      "The database does not say which table the users are in: run docs/django/describe.py in the project (--describe), or set USER_TABLE.",
    );
  const reason = "As the database has it.";
  const lines = [
    { name: "USER_TABLE", value: found.table, reason },
    { name: "USER_PK", value: found.key, reason },
    { name: "USERNAME_COLUMN", value: found.username, reason },
    { name: "PASSWORD_UPGRADE", value: "false", reason: "A re-hash ends the user's sessions at Django." },
  ];
  return { lines, asked, notes };
}
