import { type Bool, type Engine, query, type Statements } from "./statements";

/** What is asked: by look-ups, since reading a list starts a thread or a connection. */
export type Catalog = Pick<Statements, "engine" | "one">;

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

const columnsOf = inOneRow<ColumnRow>({
  // The rowid is an integer primary key's default.
  sqlite: `
    SELECT json_object('name', name, 'type', type, 'required', "notnull" OR pk > 0,
      'defaulted', dflt_value IS NOT NULL OR hidden > 1 OR (pk = 1 AND upper(type) = 'INTEGER')) AS found
    FROM pragma_table_xinfo(?) ORDER BY cid`,
  postgresql: `
    SELECT json_build_object('name', attname, 'type', format_type(atttypid, atttypmod), 'required', attnotnull,
      'defaulted', atthasdef OR attidentity <> '') AS found
    FROM pg_attribute
    WHERE attrelid = to_regclass(quote_ident(?)) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
});

const uniqueColumnsOf = inOneRow<UniqueRow>({
  sqlite: `
    SELECT json_object('index', i.name, 'column', c.name) AS found
    FROM pragma_index_list(?) i JOIN pragma_index_info(i.name) c
    WHERE i."unique" AND NOT i.partial ORDER BY i.name, c.seqno`,
  postgresql: `
    SELECT json_build_object('index', r.relname, 'column', a.attname) AS found
    FROM pg_index i JOIN pg_class r ON r.oid = i.indexrelid
      JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place) ON true
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
    WHERE i.indrelid = to_regclass(quote_ident(?)) AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
      AND k.place <= i.indnkeyatts
    ORDER BY r.relname, k.place`,
});

/** All rows as one JSON array, in their order. @param sql has a column `found` of JSON, and one parameter */
function inOneRow<Row>(sql: Readonly<Record<Engine, string>>) {
  const all = {
    sqlite: query<{ rows: string }>(`SELECT json_group_array(json(found)) AS rows FROM (${sql.sqlite})`),
    postgresql: query<{ rows: string }>(
      `SELECT coalesce(json_agg(found), '[]')::text AS rows FROM (${sql.postgresql}) AS all_found`,
    ),
  };
  return async (catalog: Catalog, parameter: string): Promise<Row[]> => {
    const row = await catalog.one(all[catalog.engine], parameter);
    return JSON.parse(row?.rows ?? "[]");
  };
}

/** Describes a table by its name; null where there is none. On PostgreSQL the search path decides which one is meant. */
export async function readTable(catalog: Catalog, name: string): Promise<CatalogTable | null> {
  const rows = await columnsOf(catalog, name);
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
  for (const { index, column } of await uniqueColumnsOf(catalog, name))
    uniques.set(index, [...(uniques.get(index) ?? []), column]);
  return {
    columns: new Map(columns.map((column) => [column.name, column])),
    uniques: [...uniques].map(([name, columns]) => ({ name, columns })),
  };
}
