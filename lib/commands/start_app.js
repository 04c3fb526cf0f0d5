// @ts-check
import { spawn } from "node:child_process";
import { ensureEnvFile, loadEnvFile } from "./env_file.js";
import { ensureBuilt, ensureInstalled, SERVER_ARGUMENTS } from "./setup.js";

/**
 * Does whatever set-up is missing, then runs the server until it ends.
 * @returns {Promise<number>} the server's exit code
 */
export async function start() {
  const written = ensureEnvFile();
  loadEnvFile();
  ensureInstalled();
  ensureBuilt();
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
  const server = spawn(process.execPath, SERVER_ARGUMENTS, { stdio: "inherit", env });
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT"]))
    process.on(signal, () => server.kill(signal));
  return new Promise((resolve) => {
    server.on("exit", (code, signal) => resolve(code ?? (signal === null ? 0 : 1)));
  });
}
