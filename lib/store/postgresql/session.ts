import type { ClientBase } from "pg";
import { UnsuitableDatabaseError } from "../unsuitable";
import { requireSuitableServer } from "./server_facts";

/**
 * How long a statement may wait for a row that another transaction writes. Shorter than STATEMENT_TIMEOUT_MS, so that those
 * who wait for one row do not hold all connections; longer than deadlock_timeout, one second by default, so that deadlocks
 * are reported as such.
 */
const LOCK_TIMEOUT_MS = 1500;
/** How long a statement may run. */
const STATEMENT_TIMEOUT_MS = 5000;

/** Settings of every session, so that the server's own, the role's and the database's do not change what happens. */
const SETTINGS = {
  // pg parses ISO dates only. In UTC the text of a time, which cursors of pages use, does not depend on the server's zone.
  DateStyle: "ISO, MDY",
  TimeZone: "UTC",
  client_encoding: "UTF8",
  // A backslash in a text of SQL is a backslash.
  standard_conforming_strings: "on",
  // What decides races are rows and constraints: see SECURITY.md.
  default_transaction_isolation: "read committed",
  // Look-ups and writes find their rows by an index. A prepared plan that was made while a table was small, with a
  // sequential scan, would be kept for minutes while the table grows.
  enable_seqscan: "off",
  // A plan that must scan all the same counts as very expensive, and would be compiled first, which takes up to 100 ms.
  jit: "off",
  lock_timeout: LOCK_TIMEOUT_MS,
  statement_timeout: STATEMENT_TIMEOUT_MS,
  // A process that is suspended in the middle of a transaction loses its locks.
  idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
};

export type SessionSettings = typeof SETTINGS & {
  readonly default_transaction_read_only?: "on";
  readonly search_path?: string;
};

/**
 * @param schema the schema of the tables, where it is not the one that the role or the database names; with commas between
 *   them, several: ours are in the first
 */
export function sessionSettings(
  schema: string | undefined,
  differing: Partial<SessionSettings> = {},
): SessionSettings {
  const path = schema ? { search_path: searchPath(schema) } : {};
  return { ...SETTINGS, ...differing, ...path };
}

/** @param schema as the `schema` of an address names one, or several */
export function searchPath(schema: string): string {
  const names = schema.split(",").map((name) => `"${name.trim().replaceAll('"', '""')}"`);
  return names.join(", ");
}

/**
 * Gives a new connection its settings. By statements, since a pooler in between (PgBouncer) does not pass on the startup
 * parameter `options`, and reads them back.
 * @param shownUrl the database's address, for messages
 * @throws UnsuitableDatabaseError where the server cannot be used; its code is 25006 where it only cannot be written now
 */
export async function startSession(
  client: ClientBase,
  settings: SessionSettings,
  shownUrl: string,
): Promise<void> {
  await requireSuitableServer(client, shownUrl);
  const names = Object.keys(settings);
  const values = Object.values(settings).map(String);
  const set = await valuesOf(
    client,
    names.map((_, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, false)`),
    names.flatMap((name, index) => [name, values[index] ?? ""]),
  );
  const kept = await valuesOf(
    client,
    names.map((_, index) => `current_setting($${index + 1})`),
    names,
  );
  const lost = names.filter((_, index) => kept[index] !== set[index]);
  if (lost.length > 0)
    throw new UnsuitableDatabaseError(
      `The database ${shownUrl} does not keep the settings of a session (${lost.join(", ")}): connect directly, or through a pooler in session mode.`,
    );
}

async function valuesOf(client: ClientBase, columns: readonly string[], values: string[]) {
  const { rows } = await client.query<string[]>({
    text: `SELECT ${columns.join(", ")}`,
    values,
    rowMode: "array",
  });
  return rows[0] ?? [];
}
