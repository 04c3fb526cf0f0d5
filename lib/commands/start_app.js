// @ts-check
import { spawn } from "node:child_process";
import { ensureEnvFile, loadEnvFile } from "./env_file.js";
import { ensureBuilt, ensureGenerated, ensureInstalled, SERVER_ARGUMENTS, SetupError, say } from "./setup.js";

/** Does whatever set-up is missing, then serves; ends as the server ends. @returns {Promise<void>} */
export async function start() {
  try {
    const written = ensureEnvFile();
    loadEnvFile();
    ensureInstalled();
    ensureGenerated();
    ensureBuilt();
    if (written) say("Wrote .env: development settings with fresh secrets, for this machine only.");
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
  serve();
}

function serve() {
  const env = /** @type {NodeJS.ProcessEnv} */ ({
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  });
  const server = spawn(process.execPath, SERVER_ARGUMENTS, {
    stdio: "inherit",
    env,
  });
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT"]))
    process.on(signal, () => server.kill(signal));
  server.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
}
