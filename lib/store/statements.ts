export type Engine = "sqlite" | "postgresql";

/** A parameter. The engines convert text to times, and 0 and 1 to booleans, by the type of the column. */
export type Value = string | number | null;

/** A statement with a `?` for each of its parameters, in SQL that both engines understand. */
export interface Step {
  readonly sql: string;
  readonly params: readonly Value[];
}

declare const row: unique symbol;

/** A statement that returns rows, and carries their type. */
export interface Query<Row> {
  readonly sql: string;
  /** Exists in the type only: it ties the type of a row to the statement. */
  readonly [row]?: Row;
}

/**
 * Built once: `const FIND = query<{ id: number }>("SELECT id FROM … WHERE name = ?")`. Rows have the engines' own types:
 * {@link Time} for times, {@link Bool} for booleans.
 */
export function query<Row>(sql: string): Query<Row> {
  return { sql };
}

export interface WriteOptions {
  /**
   * PostgreSQL runs it before the steps, so that all transactions lock rows in one order: user, families and sessions,
   * tokens. SQLite does not: it has one lock for the whole database.
   */
  readonly lock?: Step;
  /**
   * Where the first step changes no row, the transaction is rolled back and the result is all zeros, without a further round
   * trip. PostgreSQL is made to roll back by a division_by_zero, which its log shows once for each step: use it where that is
   * rare, such as for a lost race. The first step must be an INSERT, UPDATE or DELETE without RETURNING.
   */
  readonly guarded?: boolean;
  /**
   * Whether the violation of a unique or foreign key is thrown. By default the transaction is retried under PostgreSQL: steps
   * look before they write, so a violation means that another transaction has written the row in between.
   */
  readonly throwsViolations?: boolean;
}

export interface Statements {
  readonly engine: Engine;
  /**
   * The first row, or undefined. For look-ups by an index: SQLite runs them on the event loop and returns synchronously,
   * PostgreSQL avoids sequential scans (`enable_seqscan = off`).
   */
  one<Row>(query: Query<Row>, ...params: Value[]): Promise<Row | undefined> | Row | undefined;
  /**
   * All rows. For queries of many rows, or without an index: they run off the event loop, on connections apart from those of
   * `one`. See paging.ts for lists of any length.
   */
  list<Row>(query: Query<Row>, ...params: Value[]): Promise<readonly Row[]>;
  /**
   * Runs the steps in one transaction, READ COMMITTED: each step sees what others have committed before it. Two transactions
   * that must not interleave both write the same row first.
   * @returns how many rows each step changed
   * @throws where the database cannot be reached, or a lock is not free within the time limit
   */
  write(steps: readonly Step[], options?: WriteOptions): Promise<number[]>;
  /**
   * Runs one statement that ends in RETURNING, in a transaction of its own.
   * @returns its rows
   * @throws as `write`, and the violation of a constraint
   */
  writeReturning<Row>(query: Query<Row>, ...params: Value[]): Promise<readonly Row[]>;
  /** Asks whether writing is possible now. @throws where it is not */
  checkWritable(): Promise<void>;
  close(): Promise<void>;
}

/** A boolean as an engine gives it: SQLite has 0 and 1. */
export type Bool = boolean | number;

/** A time as an engine gives it: PostgreSQL a Date, SQLite the text that was stored. */
export type Time = Date | string;

/** To the millisecond. @param time on SQLite a text as {@link timeText} writes it, or Django */
export function dateFrom(time: Time): Date {
  if (typeof time !== "string") return time;
  // In the form that V8 parses fastest: with three digits of a second at most.
  return new Date(`${time.slice(0, 10)}T${time.slice(11, 23)}Z`);
}

/**
 * A time as it is stored. SQLite has it as text, which is compared as such: in Django's spelling, `2026-11-24 13:02:24` or
 * `2026-11-24 13:02:24.123000`, in UTC. PostgreSQL gets the zone too, whatever the connection's is.
 */
export function timeText(engine: Engine, at: Date): string {
  const iso = at.toISOString();
  if (engine === "postgresql") return iso;
  const seconds = iso.slice(0, 19).replace("T", " ");
  return at.getUTCMilliseconds() === 0 ? seconds : `${seconds}.${iso.slice(20, 23)}000`;
}
