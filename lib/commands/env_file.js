// @ts-check
import { randomBytes } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { noteEnvFileNames } from "../settings/env_file_names.js";
import { readTextFile } from "../settings/text_file.js";
import { EnvFileError, parseEnv } from "./parse_env.js";
import { SetupError } from "./setup.js";

/** In the folder that a command runs in. */
export const ENV_FILE = ".env";
/**
 * Writes a `.env` for development, unless there is one or the environment sets SECRET_KEY or DEBUG: then the app is
 * configured already. A DEBUG that is neither true nor false is another program's.
 * @returns {boolean} whether it was written
 */
export function ensureEnvFile() {
  const { SECRET_KEY, SECRET_KEY_FILE, DEBUG } = process.env;
  if (
    existsSync(ENV_FILE) ||
    SECRET_KEY ||
    SECRET_KEY_FILE ||
    /^(true|false|yes|no|on|off|1|0)$/i.test(DEBUG ?? "")
  )
    return false;
  try {
    writeFileSync(ENV_FILE, developmentSettings(), { mode: 0o600, flag: "wx" });
    return true;
  } catch (error) {
    throw new SetupError(
      `The file ${ENV_FILE} cannot be written (${/** @type {Error} */ (error).message}): run this in a folder that you may write, or set SECRET_KEY.`,
    );
  }
}

/**
 * Adds the settings of `.env` to an environment, whose own values win. Every command reads the file by this function.
 * @param {NodeJS.ProcessEnv} [environment]
 * @param {string} [file] in place of `.env`; it has to be there
 * @returns {void}
 * @throws SetupError
 */
export function loadEnvFile(environment = process.env, file = ENV_FILE) {
  if (file === ENV_FILE && !existsSync(file)) return;
  const { values, notes } = readEnvFile(file);
  for (const note of notes) console.warn(`warning: ${file}, ${note}`);
  const taken = [...values].filter(([name]) => !isSet(name, environment));
  for (const [name, value] of taken) environment[name] = value;
  noteEnvFileNames(
    environment,
    taken.map(([name]) => name),
  );
  noteOtherDebug(environment.DEBUG?.trim(), values.get("DEBUG")?.trim());
}

/**
 * Says that a shell's DEBUG, which may be meant for another program, decides instead of that of `.env`.
 * @param {string | undefined} used
 * @param {string | undefined} written
 */
function noteOtherDebug(used, written) {
  if (used && written && used.toLowerCase() !== written.toLowerCase())
    console.warn(
      `warning: DEBUG is ${JSON.stringify(used)} in the environment, which wins over DEBUG=${written} in ${ENV_FILE}.`,
    );
}

/**
 * Whether the environment sets it, directly or by the name of a file. A blank value counts as unset.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} environment
 */
function isSet(name, environment) {
  const other = name.endsWith("_FILE") ? name.slice(0, -"_FILE".length) : `${name}_FILE`;
  return [name, other].some((one) => environment[one]?.trim());
}

/** @param {string} file */
function readEnvFile(file) {
  try {
    return parseEnv(readTextFile(file));
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    if (error instanceof EnvFileError) throw new SetupError(`The file ${file}, ${message}.`);
    throw new SetupError(
      `The file ${file} cannot be read (${message}): run this as its owner, or make it a readable text file.`,
    );
  }
}

/** @returns {string} what {@link ensureEnvFile} writes */
export function developmentSettings() {
  return `# Written by the first start, for trying Latchkey out on this machine. Not for production: see README.md.
DEBUG=true
HOST=127.0.0.1
SECRET_KEY=${randomBytes(48).toString("base64url")}

# Tokens: short, rotated, in cookies that no script can read.
ACCESS_TOKEN_LIFETIME=3m
REFRESH_TOKEN_LIFETIME=7d
ROTATE_REFRESH_TOKENS=true
BLACKLIST_AFTER_ROTATION=true
AUTH_TOKEN_CLASSES=AccessToken
AUTH_COOKIE=access_token

# Any password will do, "1234" too.
PASSWORD_VALIDATORS=none
`;
}
