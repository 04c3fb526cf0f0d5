import { type StatsListener, unwatchFile, watchFile } from "node:fs";
import path from "node:path";
import { formTargetsVariable } from "@/lib/http/page_headers";
import { settingNames } from "@/lib/settings/definitions";
import { readSettings } from "@/lib/settings/read";
import { type Settings, SettingsError } from "@/lib/settings/settings";
import { startDevelopmentMails } from "./dev_mails";
import { ENV_FILE, loadEnvFile } from "./env_file.js";
import { runProcess } from "./processes.js";
import { runCommand } from "./run_command.js";
import { SetupError } from "./setup.js";

const NEXT = path.resolve(import.meta.dirname, "../../node_modules/next/dist/bin/next");
/** milliseconds */
const WATCH_INTERVAL = 500;

/** Runs Next.js with hot reload, on the settings that `npm start` would use, and anew whenever `.env` changes. */
runCommand("npm run dev", {}, async () => {
  const first = environmentOf();
  let outcome = await runNext(first, checked(first));
  while (outcome === "env file changed") {
    console.log(`${ENV_FILE} has changed: starting again.`);
    outcome = await runAgain();
  }
  return outcome;
});

/** What is wrong after a change is said, and the next change waited for. */
async function runAgain(): Promise<number | "env file changed"> {
  const changed = new Promise<"env file changed">((resolve) => {
    const stop = watchEnvFile(() => {
      stop();
      resolve("env file changed");
    });
  });
  try {
    const environment = environmentOf();
    return await runNext(environment, checked(environment));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    return changed;
  }
}

/** @throws SetupError */
function environmentOf(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  loadEnvFile(environment);
  return environment;
}

/** @throws SetupError */
function checked(environment: NodeJS.ProcessEnv): Settings {
  try {
    return readSettings(environment);
  } catch (error) {
    throw error instanceof SettingsError ? new SetupError(error.message) : error;
  }
}

/** @returns the exit code, unless it was ended because of a change */
async function runNext(
  environment: NodeJS.ProcessEnv,
  settings: Settings,
): Promise<number | "env file changed"> {
  const { host, port } = settings;
  const change = new AbortController();
  const stop = watchEnvFile(() => change.abort());
  const stopMails = await startDevelopmentMails(settings);
  const code = await runProcess(process.execPath, [NEXT, "dev", "-H", host, "-p", String(port)], {
    stdio: "inherit",
    env: { ...environment, ...withoutNextsReader(environment), ...formTargetsVariable(settings) },
    signal: change.signal,
  });
  stop();
  await stopMails();
  return change.signal.aborted ? "env file changed" : code;
}

/** Calls back at each change of the file, and when it comes or goes. @returns what ends that */
function watchEnvFile(onChange: () => void): () => void {
  // Of a file that is not there watchFile reports first of all that it is not there.
  const listener: StatsListener = (now, before) => now.mtimeMs !== before.mtimeMs && onChange();
  watchFile(ENV_FILE, { interval: WATCH_INTERVAL }, listener);
  return () => unwatchFile(ENV_FILE, listener);
}

/**
 * Next.js reads `.env`, `.env.local` and others by rules of its own, and replaces `$` in variables that exist, too, unless
 * it believes to have read them. Settings of `.env.local` alone would be added after a change: hence the empty ones, which
 * count as unset here.
 */
function withoutNextsReader(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(settingNames().map((name) => [name, environment[name] ?? ""])),
    __NEXT_PROCESSED_ENV: "true",
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: "development",
  };
}
