import { Client, type QueryConfig } from "pg";
import type { Value } from "../statements";
import { connectionConfig, destroySocket, end, prepared } from "./connection";
import { isStaleStatement } from "./stale_statement";

/** The one connection of this process that look-ups share. */
export interface Reader {
  /** The first row, or undefined. @throws DatabaseError, or the error of the connection */
  first(sql: string, params: readonly Value[]): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Reads are pipelined on one connection: each is sent at once, without waiting for the answers to those before it. A look-up
 * by index takes less time than passing a connection from one caller to the next, and no look-up waits for a lock. A lost
 * connection is replaced by the next read.
 */
export function openReader(url: string): Reader {
  let current: Promise<Client> | null = null;

  function connect(): Promise<Client> {
    const client = new Client({ ...connectionConfig(url), pipeline: true });
    const connecting = client.connect().then(
      () => client,
      (error: unknown) => {
        drop();
        throw error;
      },
    );
    // By then, another connection may have taken its place.
    const drop = () => {
      if (current === connecting) current = null;
    };
    // Without a listener, an 'error' event crashes the process. Reads under way are rejected with the same error.
    client.on("error", () => {
      drop();
      destroySocket(client);
    });
    client.on("end", drop);
    return connecting;
  }

  async function firstRow(query: QueryConfig): Promise<unknown> {
    current ??= connect();
    const used = current;
    const client = await used;
    try {
      return (await client.query(query)).rows[0];
    } catch (error) {
      if (current === used && isStaleStatement(error)) {
        current = null;
        void end(client);
      }
      throw error;
    }
  }

  return {
    async first(sql, params) {
      const query = prepared({ sql, params: params.map(comparable) });
      return firstRow(query).catch((error: unknown) => {
        if (isStaleStatement(error)) return firstRow(query);
        throw error;
      });
    },
    async close() {
      const client = await current?.catch(() => null);
      if (client) await end(client);
    },
  };
}

/** PostgreSQL refuses text with a NUL character, so no row can match it. NULL, which equals nothing, has that effect. */
function comparable(value: Value): Value {
  return typeof value === "string" && value.includes("\0") ? null : value;
}
