import { DatabaseError, type QueryResult } from "pg";
import type { Step } from "../statements";

/**
 * Makes a step fail where it changes no row, so that the server rolls the transaction back without a round trip in which the
 * client looks at the count. The server logs the failed statement, with the comment in it.
 * @param step an INSERT, UPDATE or DELETE without RETURNING
 */
export function guard({ sql, params }: Step): Step {
  return {
    sql: `WITH changed AS (${sql} RETURNING 1)
      SELECT count(*) AS changed, 1 / count(*) /* fails on purpose where there is nothing to change */ FROM changed`,
    params,
  };
}

/** How many rows a guarded step changed. */
export function guardedCount({ rows }: QueryResult<{ changed: number }>): number {
  return rows[0]?.changed ?? 0;
}

/** Whether a guarded step failed because it changed nothing: division_by_zero. */
export function isGuardFailure(outcome: PromiseSettledResult<unknown> | undefined): boolean {
  return (
    outcome?.status === "rejected" &&
    outcome.reason instanceof DatabaseError &&
    outcome.reason.code === "22012"
  );
}
