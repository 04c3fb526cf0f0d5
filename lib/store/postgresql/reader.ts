import { Client, type QueryConfig } from "pg";
import type { Value } from "../statements";
import { connectionConfig, destroySocket, end, prepared } from "./connection";
import { isStaleStatement } from "./stale_statement";

/** The one connection of this process that questions are asked on. */
export interface Reader {
  /** The first row, or undefined. @throws what PostgreSQL or the way there says against it */
  first(sql: string, params: readonly Value[]): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * All questions share a connection, each sent at once, behind those that are still to be answered: a look-up by index is
 * quicker than it is to hand a connection on, and nothing here waits for a lock. A connection that was lost is replaced
 * by the next question.
 */
export function openReader(url: string): Reader {
  let current: Promise<Client> | null = null;

  function connect(): Promise<Client> {
    const client = new Client({ ...connectionConfig(url), pipeline: true });
    const connecting = client.connect().then(
      () => client,
      (error: unknown) => {
        lose();
        throw error;
      },
    );
    // Another one may be in its place by then.
    const lose = () => {
      if (current === connecting) current = null;
    };
    // Unheard an error would end the process; what was asked is rejected with it.
    client.on("error", () => {
      lose();
      destroySocket(client);
    });
    client.on("end", lose);
    return connecting;
  }

  async function ask(question: QueryConfig): Promise<unknown> {
    current ??= connect();
    const asked = current;
    const client = await asked;
    try {
      return (await client.query(question)).rows[0];
    } catch (error) {
      if (current === asked && isStaleStatement(error)) {
        current = null;
        void end(client);
      }
      throw error;
    }
  }

  return {
    async first(sql, params) {
      const question = prepared({ sql, params: params.map(storable) });
      return ask(question).catch((error: unknown) => {
        if (isStaleStatement(error)) return ask(question);
        throw error;
      });
    },
    async close() {
      const client = await current?.catch(() => null);
      if (client) await end(client);
    },
  };
}

/** No row holds a text with NUL in it, which PostgreSQL refuses to be asked for: nothing equals NULL either. */
function storable(value: Value): Value {
  return typeof value === "string" && value.includes("\0") ? null : value;
}
