import { Client, type QueryConfig } from "pg";
import type { Value } from "../statements";
import { accessTo, destroySocket, end, prepared } from "./connection";
import { isReadOnly, refuseReadOnly } from "./read_only";
import { isStaleStatement } from "./stale_statement";

/** How long reads trust the server to be the primary, after it was asked. */
const TRUST_MS = 1000;

/** The one connection of this process that look-ups share. */
export interface Reader {
  /** The first row, or undefined. @throws DatabaseError, or the error of the connection */
  first(sql: string, params: readonly Value[]): Promise<unknown>;
  /** No connection that is open now is used again. */
  renew(): void;
  close(): Promise<void>;
}

/**
 * Reads are pipelined on one connection: each is sent at once, without waiting for the answers to those before it. A look-up
 * by index takes less time than passing a connection from one caller to the next, and no look-up waits for a lock. A lost
 * connection is replaced by the next read. A read is never refused by a server that has become read-only, and would find
 * what was true before the failover: the server is asked, with the reads, once in a while.
 * @param onReadOnly called where a server that could be written can only be read now
 */
export function openReader(url: string, onReadOnly: () => void): Reader {
  const { config, prepare } = accessTo(url);
  let current: Promise<Client> | null = null;
  /** By performance.now(). */
  let askedAt = 0;

  function connect(): Promise<Client> {
    const client = new Client({ ...config, pipeline: true });
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
    const connecting = client
      .connect()
      .then(() => prepare(client))
      .then(
        () => {
          askedAt = performance.now();
          return client;
        },
        (error: unknown) => {
          drop();
          destroySocket(client);
          throw error;
        },
      );
    return connecting;
  }

  async function firstRow(query: QueryConfig): Promise<unknown> {
    current ??= connect();
    const used = current;
    const client = await used;
    try {
      return (await ask(client, query)).rows[0];
    } catch (error) {
      if (current === used && isReadOnly(error)) onReadOnly();
      if (current === used && isStaleStatement(error)) renew();
      throw error;
    }
  }

  async function ask(client: Client, query: QueryConfig) {
    if (performance.now() - askedAt < TRUST_MS) return client.query(query);
    askedAt = performance.now();
    const [, result] = await Promise.all([refuseReadOnly(client), client.query(query)]);
    return result;
  }

  function renew(): void {
    current?.then(end, () => {});
    current = null;
  }

  return {
    async first(sql, params) {
      const query = prepared({ sql, params: params.map(comparable) });
      return firstRow(query).catch((error: unknown) => {
        if (isStaleStatement(error) || isReadOnly(error)) return firstRow(query);
        throw error;
      });
    },
    renew,
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
