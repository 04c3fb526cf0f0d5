import Database from "libsql";

/** SQLite's values. */
type Value = string | number | null;

/** One statement of a batch. */
export interface Step {
  readonly sql: string;
  readonly params: readonly Value[];
}

/**
 * Prepared statements on connections of their own, for what most requests do: through Prisma the call costs thirty times
 * the query. They run on the event loop: a look-up by index takes a hundredth of a millisecond, and in WAL mode a reader
 * waits for nobody.
 */
export interface Statements {
  /** The first row, or undefined. */
  get(sql: string, ...params: Value[]): unknown;
  /**
   * All of the steps or none of them, in one transaction that is a writer from its first statement on: no two can read the
   * same and both write.
   * @returns how many rows each step changed
   * @throws where another writer holds the database for too long
   */
  write(steps: readonly Step[]): Promise<number[]>;
  close(): void;
}

/** A reader is kept waiting only while somebody else recovers the log after a crash. Milliseconds. */
const READER_TIMEOUT = 250;
/** How long a batch is tried again, the event loop free in between, before the database counts as unavailable. Milliseconds. */
const BUSY_TIMEOUT = 5000;
/** Longest pause between two tries; milliseconds. */
const LONGEST_PAUSE = 10;

/** @param file path of the database that migrate() made */
export function openStatements(file: string): Statements {
  // A writer that is kept waiting by the driver keeps everybody waiting: it asks and goes away.
  const [reader, writer] = [preparing(file, READER_TIMEOUT), preparing(file, 0)];
  let queue: Promise<unknown> = Promise.resolve();
  const take = async (giveUpAt: number, steps: readonly Step[]): Promise<number[]> => {
    for (;;) {
      if (begin(writer, giveUpAt)) return commit(writer, steps);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_PAUSE));
    }
  };
  return {
    get: (sql, ...params) => reader.prepare(sql).get(...params),
    // One behind the other: of many that wait at once only the first one asks.
    write(steps) {
      const giveUpAt = Date.now() + BUSY_TIMEOUT;
      const written = queue.then(() => take(giveUpAt, steps));
      queue = written.catch(() => {});
      return written;
    },
    close() {
      reader.close();
      writer.close();
    },
  };
}

interface Preparing {
  prepare(sql: string): Database.Statement<Value[]>;
  inTransaction(): boolean;
  close(): void;
}

/** A connection that keeps its prepared statements: there are a few dozen texts in the whole program. */
function preparing(file: string, timeout: number): Preparing {
  const database = new Database(file, { timeout });
  database.exec("PRAGMA foreign_keys = ON");
  const prepared = new Map<string, Database.Statement<Value[]>>();
  return {
    prepare(sql) {
      const known = prepared.get(sql) ?? database.prepare(sql);
      prepared.set(sql, known);
      return known;
    },
    inTransaction: () => database.inTransaction,
    close: () => database.close(),
  };
}

/** @returns false where another process writes just now */
function begin(writer: Preparing, giveUpAt: number): boolean {
  try {
    writer.prepare("BEGIN IMMEDIATE").run();
    return true;
  } catch (error) {
    const busy = error instanceof Error && "code" in error && error.code === "SQLITE_BUSY";
    if (busy && Date.now() < giveUpAt) return false;
    throw error;
  }
}

function commit(writer: Preparing, steps: readonly Step[]): number[] {
  try {
    const changed = steps.map(({ sql, params }) => writer.prepare(sql).run(...params).changes);
    writer.prepare("COMMIT").run();
    return changed;
  } catch (error) {
    // A full disk, for one, has rolled it back already.
    if (writer.inTransaction()) writer.prepare("ROLLBACK").run();
    throw error;
  }
}

/** SQLite keeps times as text: `2026-11-24T13:02:24.123+00:00` is ours, `2026-11-24 13:02:24.123456` Django's, in UTC. */
export function dateFrom(text: string): Date {
  return new Date(text.includes("T") ? text : `${text.replace(" ", "T")}Z`);
}

/** As Prisma writes times. */
export function dateText(at: Date): string {
  return at.toISOString().replace("Z", "+00:00");
}
