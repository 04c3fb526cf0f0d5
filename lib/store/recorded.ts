import type { Store } from "./open";
import type { Query, Statements, Value } from "./statements";

/** A statement that the database has run for somebody. */
export interface RecordedStatement {
  readonly sql: string;
  readonly kind: "read" | "write";
  /** Rows that it returned, or changed. */
  readonly rows: number;
}

/**
 * The same store, whose statements are noted once they have run, without their parameters. Not noted are those that fail, the
 * steps of a guarded transaction that its first step ended, checkWritable, and `lock`. A look-up of SQLite's stays synchronous.
 * It is another object than the store, so that what is remembered by store is remembered for it apart.
 */
export function recordedStore(
  { statements, schema }: Store,
  note: (statement: RecordedStatement) => void,
): Store {
  return { statements: recorded(statements, note), schema };
}

function recorded(statements: Statements, note: (statement: RecordedStatement) => void): Statements {
  return {
    ...statements,
    one: <Row>(query: Query<Row>, ...params: Value[]) => {
      const noted = (row: Row | undefined) => {
        note({ sql: query.sql, kind: "read", rows: row === undefined ? 0 : 1 });
        return row;
      };
      const found = statements.one(query, ...params);
      return found instanceof Promise ? found.then(noted) : noted(found);
    },
    list: async (query, ...params) => {
      const rows = await statements.list(query, ...params);
      note({ sql: query.sql, kind: "read", rows: rows.length });
      return rows;
    },
    write: async (steps, options) => {
      const counts = await statements.write(steps, options);
      const isUndone = options?.guarded === true && counts[0] === 0;
      for (const [index, { sql }] of (isUndone ? steps.slice(0, 1) : steps).entries())
        note({ sql, kind: "write", rows: counts[index] ?? 0 });
      return counts;
    },
    writeReturning: async (query, ...params) => {
      const rows = await statements.writeReturning(query, ...params);
      note({ sql: query.sql, kind: "write", rows: rows.length });
      return rows;
    },
  };
}
