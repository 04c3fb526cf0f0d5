import { setTimeout as sleep } from "node:timers/promises";
import { type ClientConfig, DatabaseError, Pool, type PoolClient } from "pg";
import { CONNECT_TIMEOUT_MS, destroySocket, withinCloseTimeout } from "./connection";

/** Between two tries to get a connection where the server has no more. */
const CONNECT_RETRY_MS = 50;

/** A few connections of this process. */
export interface ConnectionPool {
  /** @throws what PostgreSQL, or the way there, says against it */
  withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  /** Resolves when everything under way is done, or a second later. */
  close(): Promise<void>;
  /** Ends at once: what is under way is rejected. */
  terminate(): Promise<void>;
}

/** @param isUsableAfter whether a connection can go on after such an error; else it is closed, and replaced when needed */
export function openPool(
  config: ClientConfig,
  size: number,
  isUsableAfter: (error: unknown) => boolean,
): ConnectionPool {
  const pool = new Pool({ ...config, max: size });
  const clients = new Set<PoolClient>();
  // What was under way on a lost connection is rejected, and the pool replaces the connection. Without these listeners, an
  // 'error' event would crash the process: the pool's is of idle connections, the client's of one in use.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    clients.add(client);
    client.on("error", () => {});
  });
  pool.on("remove", (client) => clients.delete(client));

  /** Where the server has no more to give, one of this pool's own may become free. */
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
