import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { ENV_FILE } from "../env_file.js";
import { EnvFileError, parseEnv } from "../parse_env.js";
import { SetupError } from "../setup.js";
import type { EnvLines } from "./env_lines";
import { envText, quoteEnv } from "./env_text";

const BEGIN = "# Written by `npm run adopt`, which writes it anew, and takes it away with --undo.";
const END = "# End of what `npm run adopt` wrote.";

/** The file's owner only: it holds secrets. */
const MODE = 0o600;

/** What may be filled in within the lines of an adoption, and is kept when they are written anew or taken away. */
const SECRET = /^(SECRET_KEY|SECRET_KEY_FALLBACKS|SIGNING_KEY|VERIFYING_KEY)(_FILE)?$/;

/** What `.env` says but for the lines of an adoption. @throws SetupError */
export function readOwnSettings(): ReadonlyMap<string, string> {
  return settingsIn(splitText().own);
}

/** Puts the lines of an adoption at the end of `.env`, where they win over those above, in place of those of an earlier one. */
export function writeEnvBlock(lines: Pick<EnvLines, "lines" | "asked">): void {
  const own = keptText();
  const gap = own === "" ? "" : "\n";
  replaceFile(`${own}${gap}${BEGIN}\n${envText(lines)}${END}\n`);
}

/** Takes the lines of an adoption out of `.env`. @returns whether there were any */
export function removeEnvBlock(): boolean {
  if (splitText().block === "") return false;
  const kept = keptText();
  // An empty file would keep the first start from writing one.
  if (kept === "") rmSync(ENV_FILE);
  else replaceFile(kept);
  return true;
}

function currentText(): string {
  return existsSync(ENV_FILE) ? readFileSync(ENV_FILE, "utf8") : "";
}

function splitText(): { readonly own: string; readonly block: string } {
  const text = currentText();
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin === -1 || end < begin) return { own: text, block: "" };
  const own = text.slice(0, begin) + text.slice(end + END.length);
  return { own, block: text.slice(begin, end) };
}

/** Everything but the lines of an adoption, with the secrets that were filled in there. */
function keptText(): string {
  const { own, block } = splitText();
  const secrets = [...settingsIn(block)].filter(([name]) => SECRET.test(name));
  const lines = secrets.map(([name, value]) => `${name}=${quoteEnv(value)}`);
  return [own.trim(), ...lines]
    .filter((text) => text !== "")
    .map((text) => `${text}\n`)
    .join("");
}

function settingsIn(text: string): ReadonlyMap<string, string> {
  try {
    return parseEnv(text).values;
  } catch (error) {
    if (!(error instanceof EnvFileError)) throw error;
    throw new SetupError(`The file ${ENV_FILE}, ${error.message}.`);
  }
}

/** At once: whoever reads the file meanwhile has the old one or the new one. */
function replaceFile(text: string): void {
  const mode = existsSync(ENV_FILE) ? statSync(ENV_FILE).mode & 0o777 : MODE;
  const next = `${ENV_FILE}.new`;
  writeFileSync(next, text, { mode: MODE });
  chmodSync(next, mode);
  renameSync(next, ENV_FILE);
}
