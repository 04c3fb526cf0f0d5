import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseError, Pool, type PoolClient, type QueryResult } from "pg";
import type { Step } from "../statements";
import { CONNECTION_WAIT, connectionConfig, prepared, withinCloseTimeout } from "./connection";
import { isStaleStatement, STALE_STATEMENT_CODES } from "./stale_statement";

/**
 * Connections of one process that write: as many transactions as can wait for the disk, or for each other's rows. Few, for
 * a server has a hundred by default, and each worker of each instance takes its share.
 */
const CONNECTIONS = 5;
/** Between two tries to get one where the server has no more. Milliseconds. */
const PAUSE = 50;
/** How often a transaction begins anew that met another one. */
const TRIES = 20;
/** Longest pause between two tries; milliseconds. */
const LONGEST_PAUSE = 20;

const BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED";

/** serialization_failure, deadlock_detected; and a connection that was mistaken about a statement, which is replaced. */
const MET_ANOTHER = ["40001", "40P01", ...STALE_STATEMENT_CODES];
/**
 * unique_violation, foreign_key_violation: our transactions look before they write, so another one wrote or deleted in
 * between. Who looks again sees it.
 */
const PASSED_ANOTHER = [...MET_ANOTHER, "23505", "23503"];

/** The connections of this process that write, each one transaction at a time. */
export interface Writers {
  /** All of the steps or none of them, in one transaction. */
  write(steps: readonly Step[]): Promise<QueryResult[]>;
  /** One step, whose violation of a constraint is an answer. */
  writeOnce(step: Step): Promise<QueryResult>;
  close(): Promise<void>;
}

export function openWriters(url: string): Writers {
  const pool = new Pool({ ...connectionConfig(url), pipeline: true, max: CONNECTIONS });
  // What was under way on a lost connection is rejected, and the pool replaces it. Unheard these would end the process:
  // of a connection that nobody uses, and of one in use.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));

  /** Where the server has none to give, one of our own may become free. */
  async function connected(): Promise<PoolClient> {
    for (const giveUpAt = Date.now() + CONNECTION_WAIT; ; await sleep(PAUSE)) {
      try {
        return await pool.connect();
      } catch (error) {
        if (!isFull(error) || Date.now() > giveUpAt) throw error;
      }
    }
  }

  async function withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await connected();
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      // Whatever is not PostgreSQL's own word leaves open what became of the connection.
      client.release(!(error instanceof DatabaseError) || isStaleStatement(error));
      throw error;
    }
  }

  return {
    write: (steps) => again(PASSED_ANOTHER, () => withClient((client) => transact(client, steps))),
    writeOnce: (step) => again(MET_ANOTHER, () => withClient((client) => client.query(prepared(step)))),
    close: () => withinCloseTimeout(pool.end()),
  };
}

/** Sends everything at once: a transaction takes as many round trips as a statement, one. */
async function transact(client: PoolClient, steps: readonly Step[]): Promise<QueryResult[]> {
  const [only, ...others] = steps;
  if (only !== undefined && others.length === 0) return [await client.query(prepared(only))];
  const outcomes = await Promise.allSettled([
    client.query(BEGIN),
    ...steps.map((step) => client.query(prepared(step))),
    // A rollback where a step has failed.
    client.query("COMMIT"),
  ]);
  // Behind the first failure every step fails, for its sake.
  const results = outcomes.map((outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  });
  return results.slice(1, -1);
}

async function again<T>(codes: readonly string[], work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      const mayPass = error instanceof DatabaseError && codes.includes(error.code ?? "");
      if (!mayPass || tried === TRIES) throw error;
      await sleep(Math.random() * LONGEST_PAUSE);
    }
  }
}

/** too_many_connections */
function isFull(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === "53300";
}
