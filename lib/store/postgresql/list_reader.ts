import type { Value } from "../statements";
import { connectionConfig, numbered } from "./connection";
import { openPool } from "./pool";

/** Few: lists are for people who look through them and for jobs, and each worker of each instance has as many. */
const CONNECTIONS = 2;
/** Rows that are asked for at once: unpacking them takes the event loop about a millisecond. */
const PART_ROWS = 500;
/** How long one list may take. */
const LIST_TIMEOUT_MS = 30_000;

/** Reads many rows, apart from the connections that requests wait for. */
export interface ListReader {
  /** @throws what PostgreSQL, or the way there, says against it */
  list(sql: string, params: readonly Value[]): Promise<unknown[]>;
  /** Ends at once: lists that are being read are rejected. */
  close(): Promise<void>;
}

export function openListReader(url: string): ListReader {
  const config = connectionConfig(url, {
    enable_seqscan: "on",
    statement_timeout: LIST_TIMEOUT_MS,
    default_transaction_read_only: "on",
  });
  // The driver leaves a query of several parts unfinished where it fails.
  const pool = openPool(config, CONNECTIONS, () => false);
  return {
    async list(sql, params) {
      // Not prepared: a list's plan should know its parameters, and planning is little of what it costs.
      const question = { text: numbered(sql), values: [...params], rows: PART_ROWS };
      const { rows } = await pool.withClient((client) => client.query(question));
      return rows;
    },
    close: pool.terminate,
  };
}
