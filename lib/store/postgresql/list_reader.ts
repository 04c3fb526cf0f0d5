import type { Value } from "../statements";
import { accessTo, numbered } from "./connection";
import { openPool } from "./pool";

/** Few: only admin lists and jobs use them, and each worker of each instance has as many. */
const CONNECTIONS = 2;
/** Rows that are fetched at once: parsing them takes the event loop about a millisecond. */
const PART_ROWS = 500;
/** How long the query of one list may run. */
const LIST_TIMEOUT_MS = 30_000;

/** Reads many rows, on connections apart from those of look-ups and transactions. */
export interface ListReader {
  /** @throws DatabaseError, or the error of the connection */
  list(sql: string, params: readonly Value[]): Promise<unknown[]>;
  /** No connection that is open now is used again. */
  renew(): void;
  /** Lists that are being read are rejected, not waited for. */
  close(): Promise<void>;
}

export function openListReader(url: string): ListReader {
  const access = accessTo(url, {
    enable_seqscan: "on",
    statement_timeout: LIST_TIMEOUT_MS,
    default_transaction_read_only: "on",
  });
  // After an error in a query with `rows`, the driver does not synchronize the connection.
  const pool = openPool(access, { size: CONNECTIONS, isUsableAfter: () => false });
  return {
    async list(sql, params) {
      // Not prepared: the plan should depend on the parameters, and planning is a small part of the cost.
      const query = { text: numbered(sql), values: [...params], rows: PART_ROWS };
      const { rows } = await pool.withClient((client) => client.query(query));
      return rows;
    },
    renew: pool.renew,
    close: pool.terminate,
  };
}
