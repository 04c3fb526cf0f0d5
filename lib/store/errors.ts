/** What Prisma and its drivers say when the database, and not the question, is at fault. */
const UNAVAILABLE_CODES = new Set(["P1001", "P1002", "P1003", "P1008", "P1017", "P2024", "P2028", "P2034"]);
const UNAVAILABLE_TEXT =
  /SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB|PROTOCOL)|database is locked|disk I\/O error|Timed out/i;

/**
 * PostgreSQL's classes: connection exceptions, rejected authorization, no such database, read-only transaction, ended for
 * another one's sake, lack of memory, disk or connections, ended by an operator or a time limit, system errors.
 * Source: its documentation, appendix A.
 */
const UNAVAILABLE_STATES =
  /^(08...|28...|3D000|25006|25P0[34]|40001|40P01|53...|55000|55P03|57...|58...|XX...)$/;
/** Node's codes for a way that leads nowhere. */
const NETWORK_CODES =
  /^(E(CONN(REFUSED|RESET|ABORTED)|(HOST|NET)(UNREACH|DOWN)|TIMEDOUT|NOTFOUND|PIPE)|EAI_AGAIN|ERR_TLS_\w+|ERR_SSL_\w+)$/;
/** What the driver says of it, and Node of a socket that is not there. */
const UNREACHABLE =
  /^connect ENOENT|^Connection terminated|^Client has encountered a connection error|^Client was closed|^Query read timeout|^timeout e(xceeded|xpired)|^The server does not support SSL/;

/** Whether the database was down, locked, full or read-only: the caller may try again later. */
export function isUnavailable(error: unknown): boolean {
  // All addresses of a host were tried.
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  const { code, message, meta } = details(error);
  const text = `${code} ${message} ${meta}`;
  return (
    UNAVAILABLE_CODES.has(code) ||
    UNAVAILABLE_TEXT.test(text) ||
    UNAVAILABLE_STATES.test(code) ||
    NETWORK_CODES.test(code) ||
    UNREACHABLE.test(message)
  );
}

/** A unique constraint or index, as the engines tell of it. */
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

function details(error: unknown): { code: string; message: string; meta: string; constraint: string } {
  if (!(error instanceof Error)) return { code: "", message: "", meta: "", constraint: "" };
  const { code, meta, constraint } = error as Error &
    Partial<Record<"code" | "meta" | "constraint", unknown>>;
  return {
    code: typeof code === "string" ? code : "",
    message: error.message,
    meta: JSON.stringify(meta ?? null),
    constraint: typeof constraint === "string" ? constraint : "",
  };
}
