import { DatabaseError } from "pg";

/**
 * What a connection says of a statement that it does not know under that name, or knows otherwise, because its first
 * preparation failed or a migration has changed a column since: invalid_sql_statement_name, duplicate_prepared_statement,
 * feature_not_supported.
 */
export const STALE_STATEMENT_CODES = ["26000", "42P05", "0A000"];

/** Whether the connection is to be replaced, and the statement tried on another. */
export function isStaleStatement(error: unknown): boolean {
  return error instanceof DatabaseError && STALE_STATEMENT_CODES.includes(error.code ?? "");
}
