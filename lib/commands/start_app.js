// @ts-check
import { ensureEnvFile, loadEnvFile } from "./env_file.js";
import { runProcess } from "./processes.js";
import { ensureBuilt, ensureInstalled, SERVER_ARGUMENTS } from "./setup.js";

/**
 * Does whatever set-up is missing, then runs the server until it ends.
 * @returns {Promise<number>} the server's exit code
 */
export async function start() {
  const written = ensureEnvFile();
  loadEnvFile();
  await ensureInstalled();
  await ensureBuilt();
  if (written) console.log("Wrote .env: development settings with new secrets, for this machine only.");
  return serve();
}

/**
 * Runs the built server until it ends.
 * @returns {Promise<number>} its exit code
 */
export function serve() {
  const env = /** @type {NodeJS.ProcessEnv} */ ({
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  });
  // By the channel the server notices when this process is gone.
  return runProcess(process.execPath, SERVER_ARGUMENTS, {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env,
  });
}
