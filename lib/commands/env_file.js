// @ts-check
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { SetupError } from "./setup.js";

const FILE = ".env";

/**
 * Writes a `.env` for development, unless there is one or the environment has SECRET_KEY or DEBUG: then the app is
 * configured already.
 * @returns {boolean} whether it was written
 */
export function ensureEnvFile() {
  if (existsSync(FILE) || process.env.SECRET_KEY || process.env.DEBUG) return false;
  try {
    writeFileSync(FILE, developmentSettings(), { mode: 0o600, flag: "wx" });
    return true;
  } catch (error) {
    throw new SetupError(
      `The file ${FILE} cannot be written (${/** @type {Error} */ (error).message}): run this in a folder that you may write, or set SECRET_KEY.`,
    );
  }
}

/**
 * Adds the settings of `.env` to the environment, whose own values win.
 * @returns {void}
 */
export function loadEnvFile() {
  if (!existsSync(FILE)) return;
  for (const [name, value] of Object.entries(parseEnv(readEnvFile()))) {
    if (!process.env[name]) process.env[name] = value;
  }
}

function readEnvFile() {
  try {
    return readFileSync(FILE, "utf8");
  } catch (error) {
    throw new SetupError(
      `The file ${FILE} cannot be read (${/** @type {Error} */ (error).message}): run this as its owner, or make it readable.`,
    );
  }
}

function developmentSettings() {
  return `# Written by the first start, for trying Latchkey out on this machine. Not for production: see README.md.
DEBUG=true
HOST=127.0.0.1
SECRET_KEY=${randomBytes(48).toString("base64url")}
SIGNING_KEY=${randomBytes(48).toString("base64url")}

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
