import { type Finding, finding, LEVELS } from "@/lib/settings/checks/finding";
import { type Environment, readSettings } from "@/lib/settings/read";
import { type Settings, SettingsError } from "@/lib/settings/settings";
import { settingsFindings } from "@/lib/settings/warnings";
import { isSqliteUrl, sqliteFile } from "@/lib/store/address";
import { databaseFindings } from "./database";
import { fileSystemFindings, fileSystemOf } from "./file_system";
import { fileFindings } from "./files";
import { nodeFindings } from "./versions";

/**
 * Everything that speaks against a deployment, the severest first. Nothing is changed.
 * @param environment with the settings of `envFile`
 * @param clock milliseconds since the epoch
 */
export async function runChecks(
  environment: Environment,
  envFile: string,
  clock: () => number = Date.now,
): Promise<Finding[]> {
  const read = settingsOf(environment);
  const found = [...nodeFindings(process.versions.node, new Date(clock())), ...read.findings];
  const { settings } = read;
  if (settings !== null) {
    const { databaseUrl: url } = settings;
    found.push(...fileFindings(environment, envFile, url));
    if (isSqliteUrl(url)) found.push(...fileSystemFindings(sqliteFile(url), fileSystemOf(sqliteFile(url))));
    found.push(...(await databaseFindings(settings, clock)));
  }
  return found.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

interface Read {
  /** Null where they are not valid. */
  readonly settings: Settings | null;
  readonly findings: readonly Finding[];
}

/** With DEBUG on, it is found what will be so without. */
function settingsOf(environment: Environment): Read {
  const { settings, findings } = readOrFind(environment);
  if (!settings?.debug) return { settings, findings };
  const debug = finding("E002", "DEBUG=true is for development.");
  return { settings, findings: [debug, ...readOrFind({ ...environment, DEBUG: "false" }).findings] };
}

function readOrFind(environment: Environment): Read {
  try {
    const settings = readSettings(environment);
    return { settings, findings: settingsFindings(settings) };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { settings: null, findings: error.problems.map((problem) => finding("E001", problem)) };
  }
}
