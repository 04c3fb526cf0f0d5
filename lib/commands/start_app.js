// @ts-check
import { ensureEnvFile, loadEnvFile } from "./env_file.js";
import { runProcess } from "./processes.js";
import { ensureBuilt, ensureInstalled, SERVER_ARGUMENTS } from "./setup.js";

/**
 * Does whatever set-up is missing, then runs the server until it ends. When that is ready, says what was made and what to
 * open.
 * @returns {Promise<number>} the server's exit code
 */
export async function start() {
  /** @type {string[]} */
  const made = [];
  if (ensureEnvFile()) made.push(".env: development settings with new secrets, for this machine only");
  loadEnvFile();
  if (await ensureInstalled()) made.push("node_modules: the packages");
  if (await ensureBuilt()) made.push(".next: the pages and the server");
  return serve((origin) => {
    if (made.length > 0) console.log(["Made in this folder:", ...made].join("\n  "));
    console.log(`Open ${origin} in a browser. Ctrl-C stops Latchkey.`);
  });
}

/**
 * Runs the built server until it ends.
 * @param {(origin: string) => void} [onReady] gets the address at which browsers reach it
 * @returns {Promise<number>} its exit code
 */
export function serve(onReady = () => {}) {
  const env = /** @type {NodeJS.ProcessEnv} */ ({
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  });
  return runProcess(process.execPath, SERVER_ARGUMENTS, {
    // By the channel the server also notices when this process is gone.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env,
    onMessage: (message) => {
      const { ready } = /** @type {{ ready: string }} */ (message);
      onReady(ready);
    },
  });
}
