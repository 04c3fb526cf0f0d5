/** What a parameter can be: the engines turn text into times where a column holds them. */
export type Value = string | number | null;

/** A statement with a `?` for each of its parameters, in words that both engines understand. */
export interface Step {
  readonly sql: string;
  readonly params: readonly Value[];
}

/**
 * Prepared statements on connections of their own. All that is written goes this way, and what requests read: through
 * Prisma the call costs thirty times the query.
 */
export interface Statements {
  readonly engine: "sqlite" | "postgresql";
  /** The first row, or undefined. SQLite has it at once. */
  get(sql: string, ...params: Value[]): Promise<unknown> | unknown;
  /**
   * All of the steps or none of them, in one transaction. Each step sees what others have committed before it: a
   * transaction that must not be passed by another one first writes the row that both write.
   * @param lock what PostgreSQL runs before them, so that everybody locks rows in one order: a user, their families and
   *   sessions, tokens. SQLite has one lock for all
   * @returns how many rows each step changed
   * @throws where the database cannot be reached, or another writer holds it for too long
   */
  write(steps: readonly Step[], lock?: Step): Promise<number[]>;
  /**
   * One step that ends in RETURNING.
   * @returns its first row, or undefined
   * @throws where the database cannot be reached, or another writer holds it for too long
   */
  writeReturning(step: Step): Promise<unknown>;
  close(): Promise<void>;
}

/** A time as an engine gives it: PostgreSQL a Date, SQLite the text that was stored. */
export type Time = Date | string;

/** SQLite keeps times as text: `2026-11-24T13:02:24.123+00:00` is ours, `2026-11-24 13:02:24.123456` Django's, in UTC. */
export function dateFrom(time: Time): Date {
  if (typeof time !== "string") return time;
  return new Date(time.includes("T") ? time : `${time.replace(" ", "T")}Z`);
}

/** As Prisma writes times to SQLite; PostgreSQL takes it too. */
export function dateText(at: Date): string {
  return at.toISOString().replace("Z", "+00:00");
}
