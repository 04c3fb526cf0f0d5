import { DatabaseError } from "pg";

/**
 * Error codes of a prepared statement that is not valid on its connection any more: invalid_sql_statement_name and
 * duplicate_prepared_statement, after its first preparation failed; feature_not_supported, after a migration has changed
 * the type of a column ("cached plan must not change result type").
 */
export const STALE_STATEMENT_CODES = ["26000", "42P05", "0A000"];

/** Whether the connection must be replaced, and the statement tried on another one. */
export function isStaleStatement(error: unknown): boolean {
  return error instanceof DatabaseError && STALE_STATEMENT_CODES.includes(error.code ?? "");
}
