import { readTable } from "../catalog";
import { query, type Statements } from "../statements";
import { likelyUserTable, USERS_OF_ADMIN_LOG, WITH_PASSWORDS } from "../user_table_candidates";

/** What is asked. */
type Catalog = Pick<Statements, "engine" | "one" | "list">;

interface Name {
  readonly name: string;
}

const PRIMARY_KEY = {
  sqlite: query<Name>("SELECT name FROM pragma_table_info(?) WHERE pk > 0"),
  postgresql: query<Name>(`
    SELECT a.attname AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = to_regclass(quote_ident(?)) AND i.indisprimary`),
} as const;

/** What a database says of its user table, for want of a description by Django. */
export interface FoundUserTable {
  readonly table: string;
  readonly key: string;
  readonly username: string;
}

/** The user table of a Django project, as its database alone tells it; null where it does not. */
export async function findUserTable(catalog: Catalog): Promise<FoundUserTable | null> {
  const table = await findName(catalog);
  if (table === null) return null;
  const found = await readTable(catalog, table);
  const [key, ...others] = await catalog.list(PRIMARY_KEY[catalog.engine], table);
  if (found === null || key === undefined || others.length > 0) return null;
  const names = ["username", "email"].filter((name) => found.columns.has(name));
  const unique = names.find((name) => found.uniques.some(({ columns }) => columns.join() === name));
  return unique === undefined ? null : { table, key: key.name, username: unique };
}

async function findName(catalog: Catalog): Promise<string | null> {
  const [ofLog] = await catalog.list(USERS_OF_ADMIN_LOG[catalog.engine]);
  const others = await catalog.list(WITH_PASSWORDS[catalog.engine]);
  return likelyUserTable({
    adminLogUsers: ofLog?.name ?? null,
    withPasswords: others.map(({ name }) => name),
  });
}
