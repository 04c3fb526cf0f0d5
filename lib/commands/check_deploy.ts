import path from "node:path";
import { LEVELS, type Level } from "@/lib/settings/checks/finding";
import { enterBuiltFolder } from "./built_folder";
import { isFailed, reportJson, reportText } from "./deploy/report";
import { runChecks } from "./deploy/run_checks";
import { ENV_FILE, loadEnvFile } from "./env_file.js";
import { runCommand, UsageError } from "./run_command.js";

const USAGE = `npm run check:deploy -- [--json] [--fail-level error|warning|info] [--env .env]
Says what speaks against this deployment: its settings, files, versions and database. It only reads.
Exit code 0: nothing of the level (error) or severer; 1: something; 2: it could not run.`;
const OPTIONS = {
  json: { type: "boolean" },
  "fail-level": { type: "string" },
  env: { type: "string" },
} as const;
const COULD_NOT_RUN = 2;

/** As Django's `check --deploy`. */
runCommand(
  USAGE,
  OPTIONS,
  async ({ json, "fail-level": given = "error", env = ENV_FILE }) => {
    const failLevel = levelNamed(given);
    const envFile = env === ENV_FILE ? env : path.resolve(env);
    enterBuiltFolder();
    loadEnvFile(process.env, envFile);
    const findings = await runChecks(process.env, envFile);
    console.log(json ? reportJson(findings, failLevel) : reportText(findings));
    return isFailed(findings, failLevel) ? 1 : 0;
  },
  COULD_NOT_RUN,
);

/** @throws UsageError */
function levelNamed(text: string): Level {
  const level = LEVELS.find((one) => one === text.toLowerCase());
  if (level === undefined) throw new UsageError(`--fail-level is ${LEVELS.join(", ")}.`);
  return level;
}
