import { setTimeout as sleep } from "node:timers/promises";
import { type ClientConfig, DatabaseError, Pool, type PoolClient } from "pg";
import { CONNECT_TIMEOUT_MS, destroySocket, withinCloseTimeout } from "./connection";

/** Pause between two tries to connect to a server that has no free connection slot. */
const CONNECT_RETRY_MS = 50;

/** A few connections of this process. */
export interface ConnectionPool {
  /** @throws what `work` throws, or the error of the connection */
  withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  /** Resolves when all work under way is done, or CLOSE_TIMEOUT_MS later. */
  close(): Promise<void>;
  /** Closes at once; work under way is rejected. */
  terminate(): Promise<void>;
}

/** @param isUsableAfter whether a connection can be used after such an error; if not, it is closed */
export function openPool(
  config: ClientConfig,
  size: number,
  isUsableAfter: (error: unknown) => boolean,
): ConnectionPool {
  const pool = new Pool({ ...config, max: size });
  const clients = new Set<PoolClient>();
  // Without these listeners, an 'error' event crashes the process: the pool's is of idle connections, the client's of one in
  // use. The pool replaces lost connections by itself.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    clients.add(client);
    client.on("error", () => {});
  });
  pool.on("remove", (client) => clients.delete(client));

  /** Where the server has no free slot, another connection of this pool may become free. */
  async function connected(): Promise<PoolClient> {
    for (const giveUpAt = Date.now() + CONNECT_TIMEOUT_MS; ; await sleep(CONNECT_RETRY_MS)) {
      try {
        return await pool.connect();
      } catch (error) {
        if (!isFull(error) || Date.now() > giveUpAt) throw error;
      }
    }
  }

  return {
    async withClient(work) {
      const client = await connected();
      try {
        const result = await work(client);
        client.release();
        return result;
      } catch (error) {
        client.release(!isUsableAfter(error));
        throw error;
      }
    },
    close: () => withinCloseTimeout(pool.end()),
    async terminate() {
      const ended = withinCloseTimeout(pool.end());
      for (const client of clients) destroySocket(client);
      await ended;
    },
  };
}

/** too_many_connections */
function isFull(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === "53300";
}
