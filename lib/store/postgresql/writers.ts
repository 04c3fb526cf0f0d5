import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseError, type PoolClient } from "pg";
import type { Step, WriteOptions } from "../statements";
import { accessTo, prepared } from "./connection";
import { guard, guardedCount, isGuardFailure } from "./guard";
import { openPool } from "./pool";
import { READ_ONLY_CODE, refuseReadOnly } from "./read_only";
import { isStaleStatement, STALE_STATEMENT_CODES } from "./stale_statement";

/**
 * Connections of one process that write: as many transactions as can wait for the disk, or for each other's rows. Few, since
 * a server allows a hundred by default, and each worker of each instance takes its share.
 */
const CONNECTIONS = 5;
/** How often a transaction that conflicts with others is tried. */
const TRIES = 20;
/** Longest pause between two tries. */
const RETRY_PAUSE_MS = 20;

const BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED";

/**
 * serialization_failure, deadlock_detected; and stale statements and a server that can only be read, after which the
 * connection is replaced.
 */
const CONFLICTS = ["40001", "40P01", READ_ONLY_CODE, ...STALE_STATEMENT_CODES];
/**
 * unique_violation, foreign_key_violation: the steps look before they write, so another transaction has committed in
 * between; the next try sees it.
 */
const VIOLATIONS = ["23505", "23503"];

/** The connections of this process that write, each one transaction at a time. */
export interface Writers {
  /** All of the steps or none of them, in one transaction. @returns how many rows each step changed */
  write(steps: readonly Step[], options?: WriteOptions): Promise<number[]>;
  /** @returns the rows of a step that ends in RETURNING */
  writeReturning(step: Step): Promise<unknown[]>;
  /** Asks the server. @throws where it can only be read, or is not there */
  checkWritable(): Promise<void>;
  /** No connection that is open now is used again. */
  renew(): void;
  close(): Promise<void>;
}

/** @param onReadOnly called where a server that could be written can only be read now */
export function openWriters(url: string, onReadOnly: () => void): Writers {
  const { withClient, renew, close } = openPool(accessTo(url), {
    size: CONNECTIONS,
    pipeline: true,
    // After any error but PostgreSQL's own, the state of the connection is unknown.
    isUsableAfter: (error) => error instanceof DatabaseError && !isStaleStatement(error),
    onReadOnly,
  });
  return {
    write(steps, options = {}) {
      const retried = options.throwsViolations ? CONFLICTS : [...CONFLICTS, ...VIOLATIONS];
      return retry(retried, () => withClient((client) => transact(client, steps, options)));
    },
    async writeReturning(step) {
      const { rows } = await retry(CONFLICTS, () => withClient((client) => client.query(prepared(step))));
      return rows;
    },
    checkWritable: () => withClient(refuseReadOnly),
    renew,
    close,
  };
}

/** Sends all statements at once: a transaction takes one round trip, like a single statement. */
async function transact(
  client: PoolClient,
  steps: readonly Step[],
  { lock, guarded = false }: WriteOptions,
): Promise<number[]> {
  const [first, ...others] = steps;
  if (first === undefined) return [];
  if (others.length === 0 && lock === undefined) return [(await client.query(prepared(first))).rowCount ?? 0];
  const before = lock === undefined ? [] : [lock];
  const sent = [
    client.query(BEGIN),
    ...[...before, guarded ? guard(first) : first, ...others].map((step) => client.query(prepared(step))),
    // Acts as ROLLBACK where a step has failed.
    client.query("COMMIT"),
  ];
  const outcomes = await Promise.allSettled(sent);
  // After the first failure, every later statement fails because of it.
  const failed = outcomes.findIndex(({ status }) => status === "rejected");
  if (guarded && failed === before.length + 1 && isGuardFailure(outcomes[failed])) return steps.map(() => 0);
  const results = (await Promise.all(sent)).slice(before.length + 1, -1);
  return results.map((result, index) =>
    guarded && index === 0 ? guardedCount(result) : (result.rowCount ?? 0),
  );
}

async function retry<T>(codes: readonly string[], work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      const isRetryable = error instanceof DatabaseError && codes.includes(error.code ?? "");
      if (!isRetryable || tried === TRIES) throw error;
      await sleep(Math.random() * RETRY_PAUSE_MS);
    }
  }
}
