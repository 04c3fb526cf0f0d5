/** What Prisma and its drivers say when the database, and not the question, is at fault. */
const UNAVAILABLE_CODES = new Set(["P1001", "P1002", "P1003", "P1008", "P1017", "P2024", "P2028", "P2034"]);
const UNAVAILABLE_TEXT =
  /SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB|PROTOCOL)|database is locked|disk I\/O error|Timed out/i;

/** Whether the database was down, locked, full or read-only: the caller may try again later. */
export function isUnavailable(error: unknown): boolean {
  const { code, message, meta } = details(error);
  return UNAVAILABLE_CODES.has(code) || UNAVAILABLE_TEXT.test(`${code} ${message} ${meta}`);
}

/** The column whose unique constraint refused a row, or null where the error is another one. */
export function violatedColumn(error: unknown): string | null {
  const { code, message } = details(error);
  if (code !== "SQLITE_CONSTRAINT_UNIQUE") return null;
  return /UNIQUE constraint failed: \w+\.(\w+)/.exec(message)?.[1] ?? null;
}

function details(error: unknown): { code: string; message: string; meta: string } {
  if (!(error instanceof Error)) return { code: "", message: "", meta: "" };
  const { code, meta } = error as Error & { code?: unknown; meta?: unknown };
  return {
    code: typeof code === "string" ? code : "",
    message: error.message,
    meta: JSON.stringify(meta ?? null),
  };
}
