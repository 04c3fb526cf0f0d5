import Database from "libsql";

export interface StatementCounter {
  /** Statements since the last call of `dieAfter`. */
  count(): number;
  dieAfter(statements: number): void;
}

/**
 * Counts every statement of this process at the driver, BEGIN and COMMIT too, and can kill the process between two of
 * them: the signal is sent when a statement has run and nobody has been told.
 */
export function countStatements(): StatementCounter {
  let ran = 0;
  let limit = 0;
  const done = () => {
    ran += 1;
    if (ran === limit) process.kill(process.pid, "SIGKILL");
  };
  const { prepare } = Database.prototype;
  Database.prototype.prepare = function (this: Database.Database, source: string) {
    const statement: object = prepare.call(this, source);
    for (const name of ["run", "all", "get"]) {
      const run: (...params: unknown[]) => unknown = Reflect.get(statement, name);
      Object.assign(statement, {
        [name](...params: unknown[]) {
          const result = run.apply(statement, params);
          done();
          return result;
        },
      });
    }
    return statement;
  } as typeof prepare;
  return {
    count: () => ran,
    dieAfter(statements) {
      ran = 0;
      limit = statements;
    },
  };
}
