// @ts-check

/**
 * What a `.env` says.
 * @typedef {object} EnvFile
 * @property {Map<string, string>} values by name; of two lines with one name the last counts
 * @property {string[]} notes sentences about lines that may be read otherwise than they were meant
 */

/** A line is no setting; the message names it by its number, and quotes nothing of it: it may be a secret. */
export class EnvFileError extends Error {}

/** A blank line, a comment, or what may follow a quoted value. */
const IGNORED = /[^\S\n]*(?:#[^\n]*)?(?:\n|$)/y;
const NAME = /[^\S\n]*(?:export[^\S\n]+)?([A-Za-z_][\w.-]*)[^\S\n]*=/y;
const QUOTED = /[^\S\n]*(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|`([^`]*)`)/y;
const OPEN_QUOTE = /[^\S\n]*["'`]/y;
/** PEM blocks of several lines without quotes around them. */
const PEM =
  /[^\S\n]*((?:-----BEGIN [^-\n]+-----[^\S\n]*\n(?:(?!-----BEGIN )[\s\S])*?-----END [^-\n]+-----\s*)+)/y;
const UNQUOTED = /[^\n]*/y;
/** Settings of which a missing end would go unnoticed. */
const SECRET = /(KEY|KEYS|FALLBACKS|SECRET|PASSWORD|DATABASE_URL)$/;

/**
 * Reads the text of a `.env`. Values: in `"…"` with the escapes \n \r \" \\ \$, in '…' or `…` literally, each over several
 * lines where need be; PEM keys over several lines without quotes, too; else the rest of the line up to a blank and `#`.
 * A `#` without a blank before it belongs to the value, and `$` stands for itself.
 * @param {string} text
 * @returns {EnvFile}
 * @throws EnvFileError
 */
export function parseEnv(text) {
  const scanner = new Scanner(text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"));
  /** @type {EnvFile} */
  const file = { values: new Map(), notes: [] };
  while (!scanner.atEnd) {
    if (scanner.take(IGNORED)) continue;
    const name = scanner.take(NAME)?.[1];
    if (name === undefined)
      throw scanner.error("is no setting: write NAME=value, or # before what is a comment");
    file.values.set(name, readValue(scanner, name, file.notes));
  }
  return file;
}

/**
 * @param {Scanner} scanner behind the `=`
 * @param {string} name
 * @param {string[]} notes takes what should be said of the value
 */
function readValue(scanner, name, notes) {
  const { line } = scanner;
  const quoted = scanner.take(QUOTED);
  if (quoted) {
    const value = quoted[1]?.replace(/\\([nr"\\$])/g, unescaped) ?? quoted[2] ?? quoted[3] ?? "";
    // An escaped line end is meant.
    if (holdsSetting(quoted[0])) throw scanner.error(UNCLOSED, line);
    if (!scanner.take(IGNORED))
      throw scanner.error(
        "goes on behind the closing quote: put quotes of another kind around all of it",
        line,
      );
    return value;
  }
  if (scanner.sees(OPEN_QUOTE)) throw scanner.error(UNCLOSED, line);
  return unquoted(scanner, name, notes);
}

const UNCLOSED = "opens a quote that is not closed: close it, or put quotes of another kind around the value";

/**
 * @param {Scanner} scanner
 * @param {string} name
 * @param {string[]} notes
 */
function unquoted(scanner, name, notes) {
  const pem = scanner.take(PEM)?.[1];
  if (pem !== undefined) return pem.trim();
  const { line } = scanner;
  const rest = scanner.take(UNQUOTED)?.[0] ?? "";
  const value = rest.replace(/\s#[\s\S]*$/, "");
  if (value !== rest && SECRET.test(name))
    notes.push(
      `line ${line}: what follows the # is a comment, and not part of ${name}. Where it should be, put quotes around the value.`,
    );
  if (value.trim().startsWith("-----BEGIN ") && !value.includes("-----END "))
    throw scanner.error("begins a PEM key whose END line is missing", line);
  return value.trim();
}

/**
 * @param {string} _
 * @param {string} letter
 */
function unescaped(_, letter) {
  return { n: "\n", r: "\r" }[letter] ?? letter;
}

/**
 * Whether a quoted value has swallowed a following setting, because its own closing quote is missing.
 * @param {string} value
 */
function holdsSetting(value) {
  const outsideKeys = value.replace(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g, "");
  return /\n[^\S\n]*(export[^\S\n]+)?[A-Z_][A-Z0-9_]*=/.test(outsideKeys);
}

class Scanner {
  #text;
  #at = 0;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  get atEnd() {
    return this.#at >= this.#text.length;
  }

  /** The number of the present line, from 1. */
  get line() {
    return this.#text.slice(0, this.#at).split("\n").length;
  }

  /**
   * What matches here, and moves behind it; null where nothing does.
   * @param {RegExp} pattern a sticky one
   */
  take(pattern) {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  /** @param {RegExp} pattern a sticky one */
  sees(pattern) {
    pattern.lastIndex = this.#at;
    return pattern.test(this.#text);
  }

  /**
   * @param {string} message
   * @param {number} [line]
   */
  error(message, line = this.line) {
    return new EnvFileError(`line ${line} ${message}`);
  }
}
