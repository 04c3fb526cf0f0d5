import { setTimeout as sleep } from "node:timers/promises";
import { type Client, type ClientConfig, type QueryConfig, types } from "pg";
import type { Step } from "../statements";

/** How long one may wait for a connection to be made, or to become free. Milliseconds. */
export const CONNECTION_WAIT = 4000;
/**
 * How long a statement may wait for a row that another one writes: so much shorter that those who wait for one row do not
 * keep all connections from the others, and longer than a server takes to look for a deadlock, a second. Milliseconds.
 */
const LOCK_WAIT = 1500;
/** How long a statement may run, or the server be silent. Milliseconds. */
const PATIENCE = 5000;
/** How long a connection may take to say good-bye. Milliseconds. */
const CLOSE_TIMEOUT_MS = 1000;
/** After how much silence the system asks whether the other end is still there. Milliseconds. */
const KEEP_ALIVE = 10_000;

/** What every connection of ours says at its beginning, so that no setting of the server's changes what we read. */
const OPTIONS = {
  // What the driver reads times from; Prisma's takes them all for UTC.
  DateStyle: "ISO",
  TimeZone: "UTC",
  // Each of our statements finds its rows by an index. A plan that was made while a table was small, and read it whole,
  // would be kept for minutes while it grows.
  enable_seqscan: "off",
  lock_timeout: LOCK_WAIT,
  statement_timeout: PATIENCE,
  // A process that stands still in the middle of a transaction keeps nobody else from the rows it wrote.
  idle_in_transaction_session_timeout: PATIENCE,
} as const;

const BIGINT = types.builtins.INT8;

/** @param url `postgresql://user:password@host:port/database`; its `schema` is, as Prisma's, where the tables lie */
export function connectionConfig(url: string): ClientConfig {
  const address = new URL(url);
  const schema = schemaOf(url);
  const given = address.searchParams.get("options");
  // What the address says here the driver would take in place of what we say.
  address.searchParams.delete("options");
  const settings = { ...OPTIONS, ...(schema ? { search_path: `"${schema.replaceAll('"', '""')}"` } : {}) };
  const options = Object.entries(settings).map(
    ([name, value]) => `-c ${name}=${String(value).replace(/[\\\s]/g, "\\$&")}`,
  );
  return {
    connectionString: address.href,
    application_name: "latchkey",
    options: [...(given ? [given] : []), ...options].join(" "),
    connectionTimeoutMillis: CONNECTION_WAIT,
    // By the client's clock: a server that has fallen silent does not time itself.
    query_timeout: PATIENCE + 1000,
    keepAlive: true,
    // Before whatever stands in between forgets a connection that nobody uses; the system's own are two hours.
    keepAliveInitialDelayMillis: KEEP_ALIVE,
    types: { getTypeParser: parserOf },
  };
}

/** The schema that an address names. */
export function schemaOf(url: string): string | undefined {
  return new URL(url).searchParams.get("schema") || undefined;
}

/** Row ids and counts come as text otherwise; none of ours reaches 2^53. */
const parserOf: typeof types.getTypeParser = (type: number, format?: unknown) =>
  type === BIGINT ? Number : types.getTypeParser(type, format as "text");

/** The statements that were ever asked for, by their text in the store's words: a few dozen. */
const known = new Map<string, { name: string; text: string }>();

/** A step as a statement that each connection prepares once. */
export function prepared({ sql, params }: Step): QueryConfig {
  let statement = known.get(sql);
  if (statement === undefined) {
    statement = { name: `latchkey_${known.size}`, text: numbered(sql) };
    known.set(sql, statement);
  }
  return { ...statement, values: [...params] };
}

/** PostgreSQL's placeholders: `$1`, `$2`, … for each `?`. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll("?", () => {
    count += 1;
    return `$${count}`;
  });
}

/** Ends a connection behind what is under way on it; a server that does not answer is not waited for. */
export async function end(client: Client): Promise<void> {
  await withinCloseTimeout(client.end());
  destroySocket(client);
}

/** Waits for good-byes, but not for ever; how they fail is of no interest. */
export async function withinCloseTimeout(ending: Promise<unknown>): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([
    ending.catch(() => {}),
    sleep(CLOSE_TIMEOUT_MS, undefined, { ref: false, signal: waiting.signal }).catch(() => {}),
  ]);
  waiting.abort();
}

/** Closes a connection without a word: the driver has no name for it, and waits for the other end else. */
export function destroySocket(client: Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
