import type { Store } from "./open";
import type { Schema } from "./schema";
import { type Bool, query } from "./statements";

/** How texts are compared byte by byte in SQL: their range then holds all that begin with a text. */
export interface ByteOrder {
  /** The text of a user's name. */
  readonly username: string;
  readonly less: string;
  readonly greater: string;
  readonly atLeast: string;
  /** What follows a text in ORDER BY. */
  readonly ascending: string;
}

const PLAIN = { less: "<", greater: ">", atLeast: ">=", ascending: "ASC" } as const;
/** The operators of PostgreSQL's `text_pattern_ops` and `varchar_pattern_ops`. */
export const PATTERN = { less: "~<~", greater: "~>~", atLeast: "~>=~", ascending: "USING ~<~" } as const;

/**
 * What indexes of the name PostgreSQL has: one of a pattern class, as Django makes it; one whose own order is that of bytes. The order of
 * a database is shown by what it says of two letters: a language has `a` before `B`, whoever provides it.
 */
const INDEXES = query<{ pattern: Bool | null; bytes: Bool | null }>(`
  SELECT bool_or(o.opcname IN ('text_pattern_ops', 'varchar_pattern_ops')) AS pattern,
    bool_or(o.opcname IN ('text_ops', 'varchar_ops') AND (c.collname IN ('C', 'POSIX', 'ucs_basic')
      OR c.collname = 'default' AND NOT 'a' < 'B')) AS bytes
  FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    JOIN pg_opclass o ON o.oid = i.indclass[0] JOIN pg_collation c ON c.oid = i.indcollation[0]
  WHERE i.indrelid = to_regclass(quote_ident(?)) AND a.attname = ? AND i.indpred IS NULL AND i.indisvalid`);

const found = new WeakMap<Schema, ByteOrder>();

/** The order in which an index of the user table has the names, where it has one: read from the catalog once. */
export async function usernameOrder(store: Store): Promise<ByteOrder> {
  const known = found.get(store.schema);
  if (known !== undefined) return known;
  const order = await readOrder(store);
  found.set(store.schema, order);
  return order;
}

async function readOrder({ statements, schema: { user, userTable } }: Store): Promise<ByteOrder> {
  const username = user.column("username");
  // SQLite takes an index of this collation, which is a column's own unless it says otherwise.
  if (statements.engine === "sqlite") return { ...PLAIN, username: `${username} COLLATE BINARY` };
  const [indexes] = await statements.list(INDEXES, userTable.table, userTable.columns.username);
  if (indexes?.pattern) return { ...PATTERN, username };
  if (indexes?.bytes) return { ...PLAIN, username };
  // No index has it: every search reads the whole table.
  return { ...PLAIN, username: `CAST(${username} AS TEXT) COLLATE "C"` };
}
