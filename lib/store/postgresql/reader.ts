import { Client } from "pg";
import type { Value } from "../statements";
import { connectionConfig, prepared } from "./connection";

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
  let connecting: Promise<Client> | null = null;

  function connected(): Promise<Client> {
    connecting ??= connect();
    return connecting;
  }

  async function connect(): Promise<Client> {
    const client = new Client({ ...connectionConfig(url), pipeline: true });
    const lose = () => {
      connecting = null;
    };
    // Unheard an error would end the process; what was asked is rejected with it.
    client.on("error", lose);
    client.on("end", lose);
    try {
      await client.connect();
      return client;
    } catch (error) {
      lose();
      throw error;
    }
  }

  return {
    async first(sql, params) {
      const client = await connected();
      const { rows } = await client.query(prepared({ sql, params: params.map(storable) }));
      return rows[0];
    },
    async close() {
      const client = await connecting?.catch(() => null);
      await client?.end();
    },
  };
}

/** No row holds a text with NUL in it, which PostgreSQL refuses to be asked for: nothing equals NULL either. */
function storable(value: Value): Value {
  return typeof value === "string" && value.includes("\0") ? null : value;
}
