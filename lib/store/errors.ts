import { UnsuitableDatabaseError } from "./unsuitable";

/** SQLite's codes for a database that cannot be used now, and the extended codes that begin with them. */
const SQLITE_UNAVAILABLE =
  /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB|PROTOCOL|INTERRUPT)/;
/**
 * PostgreSQL's: connection exceptions, invalid authorization, no such database, read-only transaction, transaction timeouts,
 * serialization failure, deadlock, insufficient privilege, undefined column, undefined table, insufficient resources, not in prerequisite state, lock
 * not available, operator intervention, system error, internal error. Source: PostgreSQL's documentation, appendix A.
 */
const POSTGRESQL_UNAVAILABLE =
  /^(08...|28...|3D000|25006|25P0[34]|40001|40P01|42501|42703|42P01|53...|55000|55P03|57...|58...|XX...)$/;
/** SQLite's messages for a column or table that a Django migration has renamed or removed. */
const CHANGED_TABLE = /^no such (column|table): |has no column named /;
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
    (code === "SQLITE_ERROR" && CHANGED_TABLE.test(message)) ||
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

/** The column of a table that was to be given no value and must have one; null where an error says something else. */
export function missingColumn(error: unknown, table: string): string | null {
  const { code, message, column, table: failed } = details(error);
  if (code === "23502") return failed === table ? column : null;
  const prefix = `NOT NULL constraint failed: ${table}.`;
  return code === "SQLITE_CONSTRAINT_NOTNULL" && message.startsWith(prefix)
    ? message.slice(prefix.length)
    : null;
}

/** Whether an error is the violation of any unique constraint, primary keys included. */
export function isAnyUniqueViolation(error: unknown): boolean {
  const { code } = details(error);
  return ["23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"].includes(code);
}

/** Whether an error is that rows of other tables refer to what was to be deleted. */
export function isForeignKeyViolation(error: unknown): boolean {
  const { code } = details(error);
  return code === "23503" || code === "SQLITE_CONSTRAINT_FOREIGNKEY";
}

type Details = Readonly<Record<"code" | "message" | "constraint" | "table" | "column", string>>;

function details(error: unknown): Details {
  const fields: Partial<Record<keyof Details, unknown>> = error instanceof Error ? { ...error } : {};
  const text = (field: keyof Details) => (typeof fields[field] === "string" ? fields[field] : "");
  return {
    code: text("code"),
    message: error instanceof Error ? error.message : "",
    constraint: text("constraint"),
    table: text("table"),
    column: text("column"),
  };
}
