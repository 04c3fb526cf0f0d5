import { fileURLToPath } from "node:url";

/** Whether a database address names a file of SQLite's. */
export function isSqliteUrl(url: string): boolean {
  return url.startsWith("file:");
}

/**
 * What is wrong with a database address, completing the sentence "NAME …"; null where nothing is. An address may hold a
 * password: no part of it is repeated.
 */
export function addressProblem(url: string): string | null {
  return isSqliteUrl(url) ? fileProblem(url) : serverProblem(url);
}

/**
 * The path in a `file:` address: `file:./data/a.db` or `file:a.db`, relative to the working directory, or `file:/var/a.db`,
 * `file:///var/a.db` or `file://localhost/var/a.db`. `%20` is a blank, as in every URL (RFC 3986, 2.1).
 * @param url in which {@link addressProblem} found none
 */
export function sqliteFile(url: string): string {
  const relative = relativePath(url);
  return relative === null ? fileURLToPath(url) : decodeURIComponent(relative);
}

/** A database address without its password, for messages. */
export function redactedUrl(url: string): string {
  if (isSqliteUrl(url)) return url;
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username}${username && "@"}${host}${pathname}`;
}

/** @returns null where the path is absolute */
function relativePath(url: string): string | null {
  return /^file:(?!\/)(.*)$/s.exec(url)?.[1] ?? null;
}

function fileProblem(url: string): string | null {
  if (/[?#]/.test(url))
    return "must be a file: address without ? and # (in the name of a file they are %3F and %23)";
  const text = decoded(url);
  if (text === null) return "must be a file: address in which % is written %25";
  if (/\p{Cc}/u.test(text)) return "must be a file: address without control characters";
  if (/^file:(\/\/)?:memory:/.test(text))
    return "must name a file: a database in memory would be another one for every process";
  if (/^file:\/\/(?!\/|localhost\/)/i.test(text))
    return "must be a file: address of this machine, such as file:./data/latchkey.db or file:///var/lib/latchkey.db";
  if (/(^file:|\/)\.{0,2}$/.test(text)) return "must name a file, not a folder";
  return null;
}

/** Names, passwords and paths in a URL have these characters percent-encoded. */
const ENCODED = "in its user and password, % @ : / ? # are written %25 %40 %3A %2F %3F %23";

function serverProblem(url: string): string | null {
  const [, authority = "", rest = ""] = /^postgres(?:ql)?:\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
  // Behind the authority, an @ shows that a password has ended it.
  if (rest.includes("@")) return `must be a URL: ${ENCODED}`;
  if (decoded(url) === null) return `must be a URL: ${ENCODED}`;
  const isWhole = authority + rest !== "" && namesDatabase(url);
  return isWhole
    ? null
    : `must be a file: address such as file:./data/latchkey.db, or postgresql://user:password@host:5432/database; ${ENCODED}`;
}

/** Whether a URL has a path; false where it is none. URL.canParse of Node.js 20 is wrong at times: lib/contract/parse_url.ts. */
function namesDatabase(url: string): boolean {
  try {
    return new URL(url).pathname.length > 1;
  } catch {
    return false;
  }
}

/** @returns null where a % begins no escape, or the bytes are no UTF-8 */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
