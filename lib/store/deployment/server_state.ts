import type { Inspection } from "../adoption/inspection";
import { query } from "../statements";

/** What each worker opens at most: one connection for look-ups, five for writing, two for lists. */
export const CONNECTIONS_PER_WORKER = 8;

/** What a PostgreSQL server does, as somebody has configured it. */
export interface ServerState {
  /** 15 for 15.4. */
  readonly major: number;
  /** Whether what is committed survives a crash of its machine. */
  readonly isDurable: boolean;
  /** Whether a COMMIT waits until it does. */
  readonly waitsForDisk: boolean;
  /** How many connections our role can have at most. */
  readonly connections: number;
  readonly isSuperuser: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

interface Columns extends Omit<ServerState, "major" | "connections" | "now"> {
  readonly version: number;
  readonly served: number;
  readonly role_limit: number;
  readonly database_limit: number;
  readonly now: number | string;
}

const STATE = query<Columns>(`
  SELECT current_setting('server_version_num')::int AS version,
    current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on' AS "isDurable",
    current_setting('synchronous_commit') <> 'off' AS "waitsForDisk",
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      - COALESCE(current_setting('reserved_connections', true)::int, 0) AS served,
    r.rolconnlimit AS role_limit, d.datconnlimit AS database_limit, r.rolsuper AS "isSuperuser",
    floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now
  FROM pg_roles r, pg_database d WHERE r.rolname = current_user AND d.datname = current_database()`);

/** @throws where the server does not tell */
export async function readServerState(inspection: Inspection): Promise<ServerState> {
  const row = await inspection.one(STATE);
  if (row === undefined) throw new Error("The server does not tell of its role and database.");
  const { version, served, role_limit, database_limit, now, ...state } = row;
  // -1: no limit.
  const limits = [served, role_limit, database_limit].filter((limit) => limit >= 0);
  return {
    ...state,
    major: Math.floor(version / 10_000),
    connections: Math.min(...limits),
    now: Number(now),
  };
}
