import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseError, Pool, type PoolClient } from "pg";
import { type Access, CONNECT_TIMEOUT_MS, destroySocket, withinCloseTimeout } from "./connection";
import { isReadOnly } from "./read_only";

/** Pause between two tries to connect to a server that has no free connection slot. */
const CONNECT_RETRY_MS = 50;

/** A few connections of this process. */
export interface ConnectionPool {
  /** @throws what `work` throws, or the error of the connection */
  withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  /** No connection that is open now is used again. */
  renew(): void;
  /** Resolves when all work under way is done, or CLOSE_TIMEOUT_MS later. */
  close(): Promise<void>;
  /** Closes at once; work under way is rejected. */
  terminate(): Promise<void>;
}

interface PoolOptions {
  readonly size: number;
  readonly pipeline?: boolean;
  /** Whether a connection can be used after such an error; if not, it is closed. */
  isUsableAfter(error: unknown): boolean;
  /** Called where a server that could be written can only be read now. */
  onReadOnly?(): void;
}

export function openPool({ config, prepare }: Access, options: PoolOptions): ConnectionPool {
  const { size, pipeline = false, isUsableAfter, onReadOnly } = options;
  const pool = new Pool({ ...config, pipeline, max: size, onConnect: prepare });
  const clients = new Set<PoolClient>();
  const former = new WeakSet<PoolClient>();
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
    for (const giveUpAt = performance.now() + CONNECT_TIMEOUT_MS; ; ) {
      try {
        const client = await pool.connect();
        if (!former.has(client)) return client;
        client.release(true);
      } catch (error) {
        if (!isFull(error) || performance.now() > giveUpAt) throw error;
        await sleep(CONNECT_RETRY_MS);
      }
    }
  }

  return {
    async withClient(work) {
      const client = await connected();
      try {
        const result = await work(client);
        client.release(former.has(client));
        return result;
      } catch (error) {
        if (isReadOnly(error) && !former.has(client)) onReadOnly?.();
        client.release(former.has(client) || !isUsableAfter(error));
        throw error;
      }
    },
    renew() {
      for (const client of clients) former.add(client);
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
