import { setTimeout as sleep } from "node:timers/promises";
import { type Client, type InStatement, LibsqlError, type ResultSet, type Transaction } from "@libsql/client";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import Database from "libsql";

/** How long a writer waits for another one before the database counts as unavailable: as long as Prisma does. Milliseconds. */
const PATIENCE = 2000;
/** Between two attempts. Milliseconds. */
const PAUSE = 4;
/** Prisma and we write some dozens of different ones. */
const MOST_STATEMENTS = 500;

/**
 * Prisma's adapter on one connection of which no statement waits. The driver's own client has three habits that a server
 * cannot live with: while it waits for another writer it holds up the event loop; a statement that waited in vain stays
 * unfinished, so that no transaction of its connection can be committed any more and the lock is held for ever; and it
 * opens a connection for every transaction, which only the garbage collector closes. Here the lock is taken before
 * anything is written, by a BEGIN that can be tried again.
 */
export class PatientLibSql extends PrismaLibSql {
  readonly #file: string;

  constructor(file: string) {
    super({ url: `file:${file}` });
    this.#file = file;
  }

  /** What the adapter uses of a client. It lets nothing come between the statements of a transaction. */
  override createClient(): Client {
    const connection = new Connection(this.#file);
    const client: Pick<Client, "execute" | "transaction" | "executeMultiple" | "close"> = {
      async execute(statement: InStatement | string) {
        const { sql } = typed(statement);
        if (/^\s*(SELECT|PRAGMA)\b/i.test(sql)) return connection.run(statement);
        await connection.begin();
        try {
          const result = connection.run(statement);
          connection.end("COMMIT");
          return result;
        } catch (error) {
          connection.end("ROLLBACK");
          throw error;
        }
      },
      async transaction() {
        await connection.begin();
        return transactionOn(connection);
      },
      executeMultiple: async (sql) => connection.script(sql),
      close: () => connection.close(),
    };
    return client as Client;
  }
}

function transactionOn(connection: Connection): Transaction {
  const transaction: Pick<Transaction, "execute" | "commit" | "rollback"> = {
    execute: async (statement: InStatement | string) => connection.run(statement),
    async commit() {
      try {
        connection.end("COMMIT");
      } catch (error) {
        // The adapter forgets a transaction that could not be committed; the lock it would keep.
        connection.end("ROLLBACK");
        throw error;
      }
    },
    rollback: async () => connection.end("ROLLBACK"),
  };
  return transaction as Transaction;
}

class Connection {
  readonly #database: Database.Database;
  readonly #prepared = new Map<string, Database.Statement>();
  #busySince: number | null = null;

  constructor(file: string) {
    this.#database = new Database(file, { timeout: 0 });
    this.#database.exec("PRAGMA foreign_keys = ON");
  }

  /** Takes the lock. Once somebody has waited in vain, the next ones wait no more until it is free. */
  async begin(): Promise<void> {
    for (;;) {
      try {
        // exec() finishes what it could not do, as prepare() and run() do not.
        this.script("BEGIN IMMEDIATE");
        this.#busySince = null;
        return;
      } catch (error) {
        if (!(error instanceof LibsqlError && error.code === "SQLITE_BUSY")) throw error;
        const now = performance.now();
        this.#busySince ??= now;
        if (now - this.#busySince > PATIENCE) throw error;
      }
      await sleep(PAUSE);
    }
  }

  /** Some errors have ended the transaction already. */
  end(command: "COMMIT" | "ROLLBACK"): void {
    if (command === "COMMIT" || this.#database.inTransaction) this.script(command);
  }

  script(sql: string): void {
    translated(() => this.#database.exec(sql));
  }

  run(given: InStatement | string): ResultSet {
    const { sql, args } = typed(given);
    return translated(() => {
      const statement = this.#prepare(sql);
      if (!statement.reader) {
        const { changes, lastInsertRowid } = statement.run(...args);
        return resultSet({ rowsAffected: changes, lastInsertRowid: BigInt(lastInsertRowid) });
      }
      statement.raw(true);
      const columns = statement.columns();
      return resultSet({
        columns: columns.map(({ name }) => name),
        columnTypes: columns.map(({ type }) => type ?? ""),
        rows: statement.all(...args) as unknown as ResultSet["rows"],
      });
    });
  }

  close(): void {
    this.#database.close();
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    if (this.#prepared.size >= MOST_STATEMENTS) this.#prepared.clear();
    this.#prepared.set(sql, statement);
    return statement;
  }
}

function resultSet(part: Partial<ResultSet>): ResultSet {
  const whole = {
    columns: [],
    columnTypes: [],
    rows: [],
    rowsAffected: 0,
    lastInsertRowid: undefined,
    ...part,
  };
  return { ...whole, toJSON: () => whole };
}

/** The adapter gives its values in a list. */
function typed(statement: InStatement | string): { sql: string; args: unknown[] } {
  if (typeof statement === "string") return { sql: statement, args: [] };
  const args = Array.isArray(statement.args) ? statement.args : [];
  return {
    sql: statement.sql,
    args: args.map((value) => (typeof value === "boolean" ? Number(value) : value)),
  };
}

/** Errors as the driver's client has them: Prisma's adapter tells them by code and text. */
function translated<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    const base = (error.rawCode ?? 0) & 0xff;
    const code = base === 5 ? "SQLITE_BUSY" : error.code;
    throw new LibsqlError(error.message, code, error.code, error.rawCode, error);
  }
}
