import { setTimeout as sleep } from "node:timers/promises";
import { type Client, type ClientConfig, type QueryConfig, types } from "pg";
import type { Step } from "../statements";

/** How long connecting may take, and waiting for a connection that is free. */
export const CONNECT_TIMEOUT_MS = 4000;
/**
 * How long a statement may wait for a row that another transaction writes. Shorter than STATEMENT_TIMEOUT_MS, so that those
 * who wait for one row do not hold all connections; longer than deadlock_timeout, one second by default, so that deadlocks
 * are reported as such.
 */
const LOCK_TIMEOUT_MS = 1500;
/** How long a statement may run. */
const STATEMENT_TIMEOUT_MS = 5000;
/** How much longer than the statement's own timeout the client waits for a server that does not answer. */
const SILENCE_TIMEOUT_MS = 1000;
/** How long closing a connection may take. */
const CLOSE_TIMEOUT_MS = 1000;
/** Idle time after which TCP checks whether the other end is still there. */
const KEEP_ALIVE_MS = 10_000;

/** Settings of every connection, so that the server's own do not change what is read. */
const SETTINGS = {
  // pg parses ISO dates only. In UTC the text of a time, which cursors of pages use, does not depend on the server's zone.
  DateStyle: "ISO",
  TimeZone: "UTC",
  // Look-ups and writes find their rows by an index. A prepared plan that was made while a table was small, with a
  // sequential scan, would be kept for minutes while the table grows.
  enable_seqscan: "off",
  lock_timeout: LOCK_TIMEOUT_MS,
  statement_timeout: STATEMENT_TIMEOUT_MS,
  // A process that is suspended in the middle of a transaction loses its locks.
  idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
};

const BIGINT = types.builtins.INT8;

/**
 * @param url `postgresql://user:password@host:port/database`; its `schema`, as Prisma's, is the schema of the tables
 * @param differing settings in which these connections differ from the others
 */
export function connectionConfig(
  url: string,
  differing: Partial<typeof SETTINGS> & { default_transaction_read_only?: "on" } = {},
): ClientConfig {
  const address = new URL(url);
  const schema = schemaOf(url);
  const given = address.searchParams.get("options");
  // Options in the connection string would replace these.
  address.searchParams.delete("options");
  const settings = {
    ...SETTINGS,
    ...differing,
    ...(schema ? { search_path: `"${schema.replaceAll('"', '""')}"` } : {}),
  };
  const options = Object.entries(settings).map(
    ([name, value]) => `-c ${name}=${String(value).replace(/[\\\s]/g, "\\$&")}`,
  );
  return {
    connectionString: address.href,
    application_name: "latchkey",
    options: [...(given ? [given] : []), ...options].join(" "),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // By the client's clock: the server may be gone.
    query_timeout: settings.statement_timeout + SILENCE_TIMEOUT_MS,
    keepAlive: true,
    // Before a NAT or firewall drops an idle connection; the system's default is two hours.
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: { getTypeParser: parserOf },
  };
}

/** The schema that a database URL names. */
function schemaOf(url: string): string | undefined {
  return new URL(url).searchParams.get("schema") || undefined;
}

/** The driver returns bigint as text by default. Row ids and counts are below 2^53 here. */
const parserOf: typeof types.getTypeParser = (type: number, format?: unknown) =>
  type === BIGINT ? Number : types.getTypeParser(type, format as "text");

/** All statements of the program, a few dozen, by their SQL. */
const statements = new Map<string, { name: string; text: string }>();

/** A step as a named statement, which each connection prepares once. */
export function prepared({ sql, params }: Step): QueryConfig {
  let statement = statements.get(sql);
  if (statement === undefined) {
    statement = { name: `latchkey_${statements.size}`, text: numbered(sql) };
    statements.set(sql, statement);
  }
  return { ...statement, values: [...params] };
}

/** The SQL with PostgreSQL's placeholders `$1`, `$2`, … in place of each `?`. */
export function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll("?", () => {
    count += 1;
    return `$${count}`;
  });
}

/** Closes a connection after the queries that were sent on it; not later than CLOSE_TIMEOUT_MS from now. */
export async function end(client: Client): Promise<void> {
  await withinCloseTimeout(client.end());
  destroySocket(client);
}

/** Waits for connections to be closed, for CLOSE_TIMEOUT_MS at most. Errors in closing are ignored. */
export async function withinCloseTimeout(closing: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  await Promise.race([
    closing.catch(() => {}),
    sleep(CLOSE_TIMEOUT_MS, undefined, { ref: false, signal: timer.signal }).catch(() => {}),
  ]);
  timer.abort();
}

/** Closes a connection at once: the driver's own end() waits for the other end, and its type does not show the socket. */
export function destroySocket(client: Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
