/** Whether a database address names a file of SQLite's. */
export function isSqliteUrl(url: string): boolean {
  return url.startsWith("file:");
}

/** The path in a `file:` address. */
export function sqliteFile(url: string): string {
  return url.replace(/^file:(\/\/)?/, "");
}

/** A database address without its password, for messages. */
export function redactedUrl(url: string): string {
  if (isSqliteUrl(url)) return url;
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username}${username && "@"}${host}${pathname}`;
}
