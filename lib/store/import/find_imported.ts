import type { Store } from "../open";
import { perSchema } from "../schema";
import { type Bool, type Engine, query } from "../statements";
import { COLUMNS, FIELDS, type Field, type ImportedUser, type UserValues } from "./imported_user";

/** What is here already of the users of a part. */
export interface Found {
  /** By key: what their rows hold now. */
  readonly rows: ReadonlyMap<string, UserValues>;
  /** By key: the digest of what was imported before. It is there, too, where the user has been deleted here since. */
  readonly imported: ReadonlyMap<string, string>;
  /** By name: the key of who has it. */
  readonly names: ReadonlyMap<string, string>;
}

type Row = Readonly<Record<Exclude<Field, "isActive" | "isStaff" | "isSuperuser" | "age">, string>> & {
  readonly lastLogin: string | null;
  readonly age: number | null;
} & Readonly<Record<"isActive" | "isStaff" | "isSuperuser", Bool>>;

/** A column as it is read, and compared with what was read. Times have six digits of a second. */
export function readExpression(engine: Engine, field: Field): string {
  const column = `u.${COLUMNS[field]}`;
  if (field === "key") return `CAST(${column} AS TEXT)`;
  if (field !== "lastLogin" && field !== "dateJoined") return column;
  return engine === "sqlite"
    ? `substr(${column} || CASE WHEN length(${column}) = 19 THEN '.' ELSE '' END || '000000', 1, 26)`
    : `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')`;
}

const selectedOf = perSchema(({ engine }) =>
  FIELDS.map((field) => `${readExpression(engine, field)} AS "${field}"`).join(", "),
);

const HAS_TABLE = {
  sqlite: query("SELECT 1 FROM sqlite_master WHERE name = 'latchkey_import'"),
  postgresql: query("SELECT 1 WHERE to_regclass('latchkey_import') IS NOT NULL"),
} as const;

/** Whether the database notes imports; one that an older version has made does not until migrate() was there. */
export async function canImport({ statements }: Store): Promise<boolean> {
  return (await statements.one(HAS_TABLE[statements.engine])) !== undefined;
}

/** Looks up what is here of users that are to be imported: their keys and their names. */
export async function findImported(store: Store, users: readonly ImportedUser[]): Promise<Found> {
  if (users.length === 0) return { rows: new Map(), imported: new Map(), names: new Map() };
  const { list } = store.statements;
  const keys = users.map(({ key }) => key);
  const marks = keys.map(() => "?").join(", ");
  const [rows, imported, names] = await Promise.all([
    list(query<Row>(`SELECT ${selectedOf(store)} FROM auth_user u WHERE u.id IN (${marks})`), ...keys),
    list(
      query<{ id: string; digest: string }>(`SELECT id, digest FROM latchkey_import WHERE id IN (${marks})`),
      ...keys,
    ),
    list(
      query<{ username: string; key: string }>(
        `SELECT username, CAST(id AS TEXT) AS key FROM auth_user WHERE username IN (${marks})`,
      ),
      ...users.map(({ username }) => username),
    ),
  ]);
  return {
    rows: new Map(rows.map((row) => [row.key, valuesOf(row)])),
    imported: new Map(imported.map(({ id, digest }) => [id, digest])),
    names: new Map(names.map(({ username, key }) => [username, key])),
  };
}

function valuesOf(row: Row): UserValues {
  const { isActive, isStaff, isSuperuser } = row;
  return {
    ...row,
    isActive: Boolean(isActive),
    isStaff: Boolean(isStaff),
    isSuperuser: Boolean(isSuperuser),
  };
}
