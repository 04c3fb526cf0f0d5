import { setTimeout as sleep } from "node:timers/promises";
import { type Client, type ClientBase, type ClientConfig, type QueryConfig, types } from "pg";
import { redactedUrl } from "../address";
import type { Step } from "../statements";
import { type SessionSettings, sessionSettings, startSession } from "./session";

/** How long connecting may take, and waiting for a connection that is free. */
export const CONNECT_TIMEOUT_MS = 4000;
/** How much longer than the statement's own timeout the client waits for a server that does not answer. */
const SILENCE_TIMEOUT_MS = 1000;
/** How long closing a connection may take. */
const CLOSE_TIMEOUT_MS = 1000;
/** Idle time after which TCP checks whether the other end is still there. */
const KEEP_ALIVE_MS = 10_000;

const BIGINT = types.builtins.INT8;

/** How connections to a database are made. */
export interface Access {
  readonly config: ClientConfig;
  /** What a new connection needs before its first use. @throws UnsuitableDatabaseError, or the error of the connection */
  prepare(client: ClientBase): Promise<void>;
}

/**
 * @param url `postgresql://user:password@host:port/database`; its `schema`, as Prisma's, is the schema of the tables, or several with commas between them
 * @param differing settings in which these sessions differ from the others
 */
export function accessTo(url: string, differing: Partial<SessionSettings> = {}): Access {
  const schema = new URL(url).searchParams.get("schema") || undefined;
  const settings = sessionSettings(schema, differing);
  return {
    config: {
      connectionString: url,
      application_name: "latchkey",
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      // By the client's clock: the server may be gone.
      query_timeout: settings.statement_timeout + SILENCE_TIMEOUT_MS,
      keepAlive: true,
      // Before a NAT or firewall drops an idle connection; the system's default is two hours.
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      types: { getTypeParser: parserOf },
    },
    prepare: (client) => startSession(client, settings, redactedUrl(url)),
  };
}

const parserOf: typeof types.getTypeParser = (type: number, format?: unknown) =>
  type === BIGINT ? bigintFrom : types.getTypeParser(type, format as "text");

/** The driver returns bigint as text by default. What a number would round stays text. */
function bigintFrom(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

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
