import { type Bool, query, type Statements } from "./statements";

/** What is asked. */
export type Catalog = Pick<Statements, "engine" | "list">;

/** A column, as the database describes it. */
export interface CatalogColumn {
  readonly name: string;
  /** In lower case: `varchar(150)` or `char(32)` in SQLite, `character varying(150)`, `timestamp with time zone` in PostgreSQL. */
  readonly type: string;
  readonly isRequired: boolean;
  /** Whether the database gives it a value where an INSERT names none. */
  readonly hasDefault: boolean;
}

/** A unique constraint or index over whole columns of all rows. */
interface Unique {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A table, as the database describes it. */
export interface CatalogTable {
  readonly columns: ReadonlyMap<string, CatalogColumn>;
  readonly uniques: readonly Unique[];
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly required: Bool;
  readonly defaulted: Bool;
}

/** Columns of one unique index come in their order. */
interface UniqueRow {
  readonly index: string;
  readonly column: string;
}

const COLUMNS = {
  // The rowid is an integer primary key's default.
  sqlite: query<ColumnRow>(`
    SELECT name, type, ("notnull" OR pk > 0) AS required,
      (dflt_value IS NOT NULL OR hidden > 1 OR (pk = 1 AND upper(type) = 'INTEGER')) AS defaulted
    FROM pragma_table_xinfo(?)`),
  postgresql: query<ColumnRow>(`
    SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required,
      (atthasdef OR attidentity <> '') AS defaulted
    FROM pg_attribute
    WHERE attrelid = to_regclass(quote_ident(?)) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`),
} as const;

const UNIQUES = {
  sqlite: query<UniqueRow>(`
    SELECT i.name AS "index", c.name AS "column"
    FROM pragma_index_list(?) i JOIN pragma_index_info(i.name) c
    WHERE i."unique" AND NOT i.partial ORDER BY i.name, c.seqno`),
  postgresql: query<UniqueRow>(`
    SELECT r.relname AS "index", a.attname AS "column"
    FROM pg_index i JOIN pg_class r ON r.oid = i.indexrelid
      JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place) ON true
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
    WHERE i.indrelid = to_regclass(quote_ident(?)) AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
      AND k.place <= i.indnkeyatts
    ORDER BY r.relname, k.place`),
} as const;

/** Describes a table by its name; null where there is none. On PostgreSQL the search path decides which one is meant. */
export async function readTable(statements: Catalog, name: string): Promise<CatalogTable | null> {
  const { engine } = statements;
  const rows = await statements.list(COLUMNS[engine], name);
  if (rows.length === 0) return null;
  const columns = rows.map(
    ({ name, type, required, defaulted }): CatalogColumn => ({
      name,
      type: type.toLowerCase(),
      isRequired: Boolean(required),
      hasDefault: Boolean(defaulted),
    }),
  );
  const uniques = new Map<string, string[]>();
  for (const { index, column } of await statements.list(UNIQUES[engine], name))
    uniques.set(index, [...(uniques.get(index) ?? []), column]);
  return {
    columns: new Map(columns.map((column) => [column.name, column])),
    uniques: [...uniques].map(([name, columns]) => ({ name, columns })),
  };
}
