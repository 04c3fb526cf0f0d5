export type Engine = "sqlite" | "postgresql";

/** What a parameter can be: the engines turn text into times where a column holds them, and 0 and 1 into booleans. */
export type Value = string | number | null;

/** A statement with a `?` for each of its parameters, in SQL that both engines understand. */
export interface Step {
  readonly sql: string;
  readonly params: readonly Value[];
}

declare const row: unique symbol;

/** A statement that answers with rows, and carries their type. */
export interface Query<Row> {
  readonly sql: string;
  /** Never there: it only ties the type of a row to the statement. */
  readonly [row]?: Row;
}

/**
 * Built once, beside the type of its rows: `const FIND = query<{ id: number }>("SELECT id FROM … WHERE name = ?")`.
 * The engines' own types come out: {@link Time} for times, {@link Bool} for booleans.
 */
export function query<Row>(sql: string): Query<Row> {
  return { sql };
}

export interface WriteOptions {
  /**
   * What PostgreSQL runs before the steps, so that everybody locks rows in one order: a user, their families and sessions,
   * tokens. SQLite has one lock for all.
   */
  readonly lock?: Step;
  /** Where the first step changes no row, none of the steps happens, and the answer is all zeros. */
  readonly guarded?: boolean;
  /**
   * Whether a violated unique or foreign key is thrown at once. By default the transaction is tried again: its steps look
   * before they write, so that another one wrote in between.
   */
  readonly throwsViolations?: boolean;
}

/** Prepared statements on connections of their own: through Prisma a call costs thirty times the query. */
export interface Statements {
  readonly engine: Engine;
  /**
   * The first row, or undefined; for look-ups by an index. SQLite answers synchronously, on the event loop; PostgreSQL on a
   * connection that does not consider sequential scans.
   */
  one<Row>(query: Query<Row>, ...params: Value[]): Promise<Row | undefined> | Row | undefined;
  /**
   * All rows, read off the event loop and never in the way of `one`: for anything that is no look-up by an index. For many
   * rows see `nextPage` in pages.ts.
   */
  list<Row>(query: Query<Row>, ...params: Value[]): Promise<readonly Row[]>;
  /**
   * All of the steps or none of them, in one transaction. Each step sees what others have committed before it: a
   * transaction that must not be passed by another one first writes the row that both write.
   * @returns how many rows each step changed
   * @throws where the database cannot be reached, or another writer holds it for too long
   */
  write(steps: readonly Step[], options?: WriteOptions): Promise<number[]>;
  /**
   * One statement that ends in RETURNING, in a transaction of its own.
   * @returns all of its rows
   * @throws a violated constraint; and where the database cannot be reached, or another writer holds it for too long
   */
  writeReturning<Row>(query: Query<Row>, ...params: Value[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** A boolean as an engine gives it: SQLite has 0 and 1. */
export type Bool = boolean | number;

/** A time as an engine gives it: PostgreSQL a Date, SQLite the text that was stored. */
export type Time = Date | string;

/** @param time in SQLite's case as {@link timeText} writes it, or Django */
export function dateFrom(time: Time): Date {
  return typeof time === "string" ? new Date(`${time.replace(" ", "T")}Z`) : time;
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
