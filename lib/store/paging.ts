import { type Query, query, type Statements, type Value } from "./statements";

/** A list that is read page by page, in the order of a unique key (keyset paging). */
export interface PagedList<Row> {
  readonly first: Query<Row>;
  readonly next: Query<Row>;
  readonly keyColumns: readonly string[];
}

/**
 * The key of the row before a page, as the database's text: a Date would lose PostgreSQL's microseconds, and a number the
 * last digits of a bigint.
 */
export type Cursor = readonly string[];

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The next page's cursor, or null where this is the last page. */
  readonly next: Cursor | null;
}

interface ListParts {
  readonly columns: string;
  readonly from: string;
  /** With a `?` for each parameter. */
  readonly where?: string;
  /** Columns, NOT NULL and together unique, such as `["s.created_at", "s.id"]`. There should be an index on them. */
  readonly key: readonly [string, ...string[]];
  readonly descending?: boolean;
}

/** Built once, like {@link query}. */
export function pagedList<Row>({
  columns,
  from,
  where = "TRUE",
  key,
  descending,
}: ListParts): PagedList<Row> {
  const keyColumns = key.map((_, index) => `page_key_${index}`);
  const keyTexts = key.map((column, index) => `CAST(${column} AS TEXT) AS ${keyColumns[index]}`);
  const after = `(${key.join(", ")}) ${descending ? "<" : ">"} (${key.map(() => "?").join(", ")})`;
  const order = key.map((column) => `${column} ${descending ? "DESC" : "ASC"}`).join(", ");
  const page = (condition: string) =>
    query<Row>(
      `SELECT ${[columns, ...keyTexts].join(", ")} FROM ${from} WHERE ${condition} ORDER BY ${order} LIMIT ?`,
    );
  return { first: page(`(${where})`), next: page(`(${where}) AND ${after}`), keyColumns };
}

/**
 * Reads one page. Rows that are inserted or deleted between two pages neither repeat nor hide others.
 * @param after `next` of the page before, or null for the first page
 * @param size how many rows at most
 * @param params those of the list's `where`
 */
export async function readPage<Row extends object>(
  statements: Pick<Statements, "list">,
  list: PagedList<Row>,
  { after, size, params = [] }: { after: Cursor | null; size: number; params?: readonly Value[] },
): Promise<Page<Row>> {
  // One more row tells whether there is a next page.
  const found =
    after === null
      ? await statements.list(list.first, ...params, size + 1)
      : await statements.list(list.next, ...params, ...after, size + 1);
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  const next = found.length > size && last !== undefined ? cursorOf(list, last) : null;
  for (const row of rows) for (const column of list.keyColumns) Reflect.deleteProperty(row, column);
  return { rows, next };
}

/** Reads all pages of a list, each when the loop asks for it. */
export async function* readPages<Row extends object>(
  statements: Pick<Statements, "list">,
  list: PagedList<Row>,
  { size, params = [] }: { size: number; params?: readonly Value[] },
): AsyncGenerator<readonly Row[], void, void> {
  let after: Cursor | null = null;
  do {
    const page: Page<Row> = await readPage(statements, list, { after, size, params });
    if (page.rows.length > 0) yield page.rows;
    after = page.next;
  } while (after !== null);
}

function cursorOf<Row extends object>({ keyColumns }: PagedList<Row>, row: Row): Cursor {
  return keyColumns.map((column) => String(Reflect.get(row, column)));
}
