import { UnsuitableDatabaseError } from "./unsuitable";

/** SQLite's codes for a database that cannot be used now, and the extended codes that begin with them. */
const SQLITE_UNAVAILABLE =
  /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB|PROTOCOL|INTERRUPT)/;
/**
 * PostgreSQL's: connection exceptions, invalid authorization, no such database, read-only transaction, transaction timeouts,
 * serialization failure, deadlock, insufficient resources, not in prerequisite state, lock not available, operator
 * intervention, system error, internal error. Source: PostgreSQL's documentation, appendix A.
 */
const POSTGRESQL_UNAVAILABLE =
  /^(08...|28...|3D000|25006|25P0[34]|40001|40P01|53...|55000|55P03|57...|58...|XX...)$/;
/** Node's codes for network and TLS failures. */
const NETWORK_UNAVAILABLE =
  /^(E(CONN(REFUSED|RESET|ABORTED)|(HOST|NET)(UNREACH|DOWN)|TIMEDOUT|NOTFOUND|PIPE)|EAI_AGAIN|ERR_TLS_\w+|ERR_SSL_\w+)$/;
/** Messages of the pg driver, and of Node for a missing Unix socket, which have no code of their own. */
const UNREACHABLE =
  /^connect ENOENT|^Connection terminated|^Client has encountered a connection error|^Client was closed|^Cannot use a pool after|^Query read timeout|^timeout e(xceeded|xpired)|^The server does not support SSL/;

/** Whether the database was down, locked, full, read-only or closed: the caller may try again later. */
export function isUnavailable(error: unknown): boolean {
  // Node throws it where none of a host's addresses can be reached.
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  if (error instanceof UnsuitableDatabaseError) return true;
  const { code, message } = details(error);
  return (
    SQLITE_UNAVAILABLE.test(code) ||
    POSTGRESQL_UNAVAILABLE.test(code) ||
    NETWORK_UNAVAILABLE.test(code) ||
    UNREACHABLE.test(message)
  );
}

/** A unique constraint or index, as each engine names it in its errors. */
export interface UniqueConstraint {
  /** PostgreSQL's name of it. */
  readonly name: string;
  /** SQLite's list of its columns: `table.column, table.column`. */
  readonly columns: string;
}

/** Whether an error is the violation of this constraint. PostgreSQL's messages are in the server's language: its fields are read. */
export function isUniqueViolation(error: unknown, { name, columns }: UniqueConstraint): boolean {
  const { code, message, constraint } = details(error);
  if (code === "23505") return constraint === name;
  return code === "SQLITE_CONSTRAINT_UNIQUE" && message === `UNIQUE constraint failed: ${columns}`;
}

/** Whether an error is that rows of other tables refer to what was to be deleted. */
export function isForeignKeyViolation(error: unknown): boolean {
  const { code } = details(error);
  return code === "23503" || code === "SQLITE_CONSTRAINT_FOREIGNKEY";
}

function details(error: unknown): { code: string; message: string; constraint: string } {
  if (!(error instanceof Error)) return { code: "", message: "", constraint: "" };
  const { code, constraint } = error as Error & Partial<Record<"code" | "constraint", unknown>>;
  return {
    code: typeof code === "string" ? code : "",
    message: error.message,
    constraint: typeof constraint === "string" ? constraint : "",
  };
}
