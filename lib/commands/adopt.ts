import { fillAddresses } from "@/lib/jobs/fill_addresses";
import type { Environment } from "@/lib/settings/environment";
import { givenText } from "@/lib/settings/given_text";
import { general } from "@/lib/settings/groups/general";
import { SettingsError } from "@/lib/settings/settings";
import { readTextFile } from "@/lib/settings/text_file.js";
import { isUnavailable } from "@/lib/store/errors";
import { AdoptionError } from "@/lib/store/migrations/foreign";
import { adopt } from "@/lib/store/migrations/migrate";
import { undoAdoption } from "@/lib/store/migrations/undo_adoption";
import { closeStore, openStore } from "@/lib/store/open";
import { UnsuitableDatabaseError } from "@/lib/store/unsuitable";
import { DescriptionError, readDescription } from "./adopt/description";
import { readOwnSettings, removeEnvBlock, writeEnvBlock } from "./adopt/env_block";
import type { EnvLine } from "./adopt/env_lines";
import { type Inspected, inspect } from "./adopt/inspect";
import { exitCodeOf, reportJson, reportText } from "./adopt/report";
import { loadEnvFile } from "./env_file.js";
import { withProgress } from "./progress.js";
import { runCommand, UsageError } from "./run_command.js";
import { SetupError } from "./setup.js";

const USAGE = "npm run adopt -- [--describe django.json] (--check [--json] | --yes | --undo)";
const OPTIONS = {
  describe: { type: "string" },
  check: { type: "boolean" },
  json: { type: "boolean" },
  yes: { type: "boolean" },
  undo: { type: "boolean" },
} as const;

/** Says what working beside a Django project would mean, begins it, or ends it. */
runCommand(USAGE, OPTIONS, async ({ describe, check, json, yes, undo }) => {
  if ([check, yes, undo].filter(Boolean).length !== 1)
    throw new UsageError("Say what is to be done: --check, --yes or --undo.");
  const fixed = { ...process.env };
  loadEnvFile();
  try {
    if (undo) return await giveUp();
    const description = describe === undefined ? null : readDescription(textOf(describe));
    const environment = { ...Object.fromEntries(readOwnSettings()), ...fixed };
    const inspected = await inspect({ environment, fixed, description, now: new Date() });
    const code = exitCodeOf(inspected);
    if (check) {
      console.log(json ? JSON.stringify(reportJson(inspected), null, 2) : reportText(inspected));
      return code;
    }
    if (code === 2) {
      console.error(reportText(inspected));
      return code;
    }
    await begin(inspected, fixed);
    return 0;
  } catch (error) {
    console.error(sentenceOf(error));
    return 2;
  }
});

/** @throws the error, where it is a bug */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  const known = [AdoptionError, DescriptionError, SettingsError, UnsuitableDatabaseError, SetupError];
  if (known.some((kind) => error instanceof kind)) return error.message;
  if (isUnavailable(error))
    return `The database cannot be used (${error.message}): check DATABASE_URL, and what its role may do.`;
  throw error;
}

/** @throws UsageError */
function textOf(file: string): string {
  try {
    return readTextFile(file);
  } catch (error) {
    throw new UsageError(`--describe ${file} cannot be read (${(error as Error).message}).`);
  }
}

async function begin({ url, settings, lines, asked }: Inspected, fixed: Environment): Promise<void> {
  const applied = await adopt(url);
  console.log(
    applied.length > 0 ? "Made Latchkey's tables in the database." : "Latchkey's tables were there already.",
  );
  const unset = asked.filter(({ name }) => !process.env[name] && !process.env[`${name}_FILE`]);
  const inFiles = lines.filter(({ name }) => process.env[`${name}_FILE`]);
  const written = lines.filter((line) => !inFiles.includes(line));
  writeEnvBlock({ lines: written, asked: unset });
  console.log(`Wrote ${written.length} settings into .env.`);
  for (const line of written.filter(({ name }) => fixed[name]))
    console.warn(
      `warning: the environment sets ${line.name}, which wins over .env: ${changeOf(line)} there.`,
    );
  for (const line of inFiles) console.warn(`warning: ${line.name} is in a file: ${changeOf(line)} there.`);
  const store = await openStore(url, settings.userTable);
  try {
    const scope = { store, settings, now: new Date() };
    await withProgress("Recording addresses", (show) =>
      fillAddresses(scope, undefined, (count) => show(`${count}`)),
    );
  } finally {
    await closeStore(store);
  }
  for (const { name, reason } of unset) console.log(`Still to do: set ${name} in .env. ${reason}`);
  console.log("`npm start` starts Latchkey beside Django. `npm run adopt -- --undo` gives it up again.");
}

/** The address of a database may hold a password. */
function changeOf({ name, value }: EnvLine): string {
  return name === "DATABASE_URL" ? `let it end in ${new URL(value).search}` : `set it to ${value}`;
}

async function giveUp(): Promise<number> {
  const url = givenText(general.databaseUrl, process.env);
  if (!url) throw new AdoptionError("Name the Django project's database in DATABASE_URL.");
  const dropped = await undoAdoption(url);
  const hadLines = removeEnvBlock();
  console.log(
    `Dropped ${dropped.length} tables of Latchkey's; Django's were not touched.${hadLines ? " Took its lines out of .env." : ""}`,
  );
  return 0;
}
